using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.HubSpot;

/// <summary>
/// Whose are the results in the answer to a batch: each belongs to the delivery whose id it repeats, or whose key stands in it, never to whoever stood in its
/// place. Pure.
/// </summary>
/// <param name="sent">The deliveries of the request.</param>
/// <param name="idProperty">The property that holds our key.</param>
internal sealed class HubSpotBatch(IReadOnlyList<PlatformDelivery> sent, string idProperty)
{
    private const string Trace = "objectWriteTraceId";

    private readonly SendResult?[] _told = new SendResult?[sent.Count];
    private int _unnamed;

    /// <summary>What an answer of several statuses proves of each delivery.</summary>
    public IReadOnlyList<SendResult> Proved(JsonElement answer)
    {
        if (answer.Member("status").Text() != "COMPLETE")
        {
            return SendAnswer.Uncorrelated(sent.Count);
        }

        foreach (var result in answer.GetProperty("results").EnumerateArray())
        {
            Stored(result);
        }

        if (answer.Member("errors") is { ValueKind: JsonValueKind.Array } errors)
        {
            foreach (var error in errors.EnumerateArray())
            {
                Refused(error);
            }
        }

        return [.. _told.Select(t => t ?? Untold())];
    }

    private void Stored(JsonElement result)
    {
        var trace = result.Member(Trace).Text();
        var key = result.Member("properties").Member(idProperty).Text();
        var place = Find(d => trace is null ? d.Key == key : d.DeliveryId == trace);
        if (place >= 0)
        {
            // A record that carries our delivery's id and somebody else's key is nobody's proof.
            var isIts = result.Member("id").Text() is not null && (key is null || key == sent[place].Key);
            Tell(place, isIts ? new SendResult.Acknowledged(AckLevel.Applied) : SendResult.Indeterminate.Uncorrelated);
        }
    }

    private void Refused(JsonElement error)
    {
        var read = HubSpotError.Of(error);
        var traces = HubSpotError.Texts(error.Member("context").Member(Trace)).ToHashSet(StringComparer.Ordinal);
        var keys = HubSpotError.Texts(error.Member("context").Member("ids")).ToHashSet(StringComparer.Ordinal);
        if (traces.Count == 0 && keys.Count == 0)
        {
            _unnamed++;

            // Of one input, one error can only be its own.
            if (sent.Count == 1)
            {
                Tell(0, Meant(read, sent[0]));
            }

            return;
        }

        for (var place = 0; place < sent.Count; place++)
        {
            if (traces.Contains(sent[place].DeliveryId) || keys.Contains(sent[place].Key))
            {
                Tell(place, Meant(read, sent[place]));
            }
        }
    }

    private static SendResult Meant(HubSpotError error, PlatformDelivery delivery) =>
        error.Category is null ? SendResult.Indeterminate.Uncorrelated : error.For(delivery, PlatformWord.Unnamed);

    // Told twice is not told: one of the two may be somebody else's.
    private void Tell(int place, SendResult result) => _told[place] = _told[place] is null ? result : SendResult.Indeterminate.Uncorrelated;

    // As many errors without a name as inputs without a result: each is one of theirs, and alone it will be known whose.
    private SendResult Untold() =>
        sent.Count > 1 && _unnamed > 0 && _unnamed == _told.Count(t => t is null)
            ? SendResult.Retry.OfRefusedBatch(sent.Count)
            : SendResult.Indeterminate.Uncorrelated;

    private int Find(Func<PlatformDelivery, bool> isIts)
    {
        for (var place = 0; place < sent.Count; place++)
        {
            if (isIts(sent[place]))
            {
                return place;
            }
        }

        return -1;
    }
}
