using IdentityGrains.Connectors.Reading;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Looks at what a platform shows of customers: of those of whom nobody knows what became of their delivery, and of those whose acknowledgement is still to be
/// shown to be true.
/// </summary>
internal sealed class DeliveryLooker(DeliveryBench bench, IPlatformReader reader)
{
    /// <summary>The word for a delivery that the platform acknowledged and never showed.</summary>
    public const string NotShown = "not_shown";

    /// <summary>How many customers one look takes.</summary>
    public int AtOnce => reader.KeysAtOnce;

    /// <summary>Looks at customers by one reading; the answer is what the platform showed, and null when it was not asked.</summary>
    public async Task<ReadAnswer?> Look(IReadOnlyList<DeliveryRow> rows, CancellationToken ct)
    {
        Written[] looked = [.. (await Task.WhenAll(rows.Select(r => Compose(r, ct)))).OfType<Written>()];
        if (looked.Length == 0)
        {
            return null;
        }

        string[] paths = [.. looked.Where(l => l.Content.Ends is null).SelectMany(l => l.Content.Fields).Select(f => f.To).Distinct(StringComparer.Ordinal)];
        var answer = await reader.Read([.. looked.Select(l => KeyOf(l.Content))], paths, ct);
        if (answer is ReadAnswer.Refused { Why: ExceptionLaw.Foreign })
        {
            await bench.Exceptions.ShowedAnother(bench.Platform, ct);
        }

        // A step that lost a race is looked at again when its row is due.
        await bench.Take([.. looked.Select(l => Step(l, answer))], ct);
        return answer;
    }

    // What the delivery wrote is to be shown. A grant that another one brought may be taken back there since.
    private async Task<Written?> Compose(DeliveryRow row, CancellationToken ct)
    {
        if (await bench.Compose(row, ct) is not { } content)
        {
            return null;
        }

        var head = await bench.Deliveries.Holding(row.Customer, row.Platform, ct);
        var held = head is null ? Holding.Nothing : Holding.Read(head.Holding);
        return new Written(row, content with { Fields = News.Told(content.Fields, held, row.DeliveryId) }, head, held);
    }

    private DeliveryStep Step(Written looked, ReadAnswer answer)
    {
        var (row, content, now) = (looked.Row, looked.Content, bench.Clock.Now);
        switch (answer)
        {
            case ReadAnswer.Observed observed when Shows(content, observed.Observations.FirstOrDefault(o => o.Key == KeyOf(content))):
                var shown = new DisclosureEvent.DeliveryAcknowledged(now, row.DeliveryId, row.PlannedVersion, AckLevel.Confirmed);
                return new DeliveryStep(
                    row, row with { State = DeliveryState.Confirmed, Reason = null }, DisclosureLog.Append(row.Customer, row.Platform, looked.Head, shown));
            case ReadAnswer.Observed when !IsToConfirm(row):
                // It is not there, and the request that would have brought it is over: it is sent again.
                return new DeliveryStep(row, row with { State = DeliveryState.RetryWait, DueAt = now }, null);
            case ReadAnswer.NotNow later:
                return new DeliveryStep(row, row with { DueAt = (now + (later.After ?? Backoff.After(row))).InMicroseconds() }, null);
            default:
                return new DeliveryStep(row, NotShownYet(row, looked.Held, now), null);
        }
    }

    private DeliveryRow NotShownYet(DeliveryRow row, Holding held, DateTimeOffset now)
    {
        if (!IsToConfirm(row))
        {
            return row with { DueAt = (now + Backoff.After(row)).InMicroseconds() };
        }

        var since = held.AcknowledgedAt(row.DeliveryId) ?? now;
        return bench.Confirm is { By: ConfirmPlan.ReadBack or ConfirmPlan.ResponseBody } plan && now < since + plan.Within
            ? Confirming.Later(row, since, now)
            : Confirming.GiveUp(row, NotShown);
    }

    // A value of ours that the platform shows as its own rules change it is the same value: the connector knows these rules.
    private bool Shows(ComposedDelivery content, Observation? observation) => content.Ends is not null
        ? observation is null
        : observation is not null && content.Fields.All(f =>
            string.Equals(reader.Canonical(f.To, f.Value), observation.Values.GetValueOrDefault(f.To), StringComparison.Ordinal));

    private static bool IsToConfirm(DeliveryRow row) => row.State is DeliveryState.AcceptedToConfirm or DeliveryState.AppliedToConfirm;

    private static string KeyOf(ComposedDelivery content) => ((FieldValue.Text)content.Key.Value).Value;

    // What is to be shown of a row, and what was told by then.
    private sealed record Written(DeliveryRow Row, ComposedDelivery Content, DisclosureHead? Head, Holding Held);
}
