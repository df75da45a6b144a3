using System.Text;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>
/// What the three result files of a job say, by our key alone: values come back as the org stores them. Who stands in none of them, or in two, may be
/// written or not.
/// </summary>
internal sealed class SalesforceJobResults
{
    private readonly Dictionary<string, Func<PlatformDelivery, SendResult>> _byKey = new(StringComparer.Ordinal);

    private SalesforceJobResults()
    {
    }

    /// <summary>The files of a job; null when one of them cannot be read.</summary>
    /// <param name="externalId">The column of our key.</param>
    /// <param name="file">Reads one.</param>
    public static async Task<SalesforceJobResults?> Read(string externalId, Func<string, Task<Reply>> file)
    {
        var results = new SalesforceJobResults();
        return Rows(await file("successfulResults"), externalId) is { } written && Rows(await file("failedResults"), externalId) is { } refused
            && Rows(await file("unprocessedrecords"), externalId) is { } untouched
                ? results.Add(written, _ => _ => new SendResult.Acknowledged(AckLevel.Applied))
                    .Add(refused, error => delivery => Refused(error, delivery))
                    .Add(untouched, _ => _ => new SendResult.Retry("unprocessed", null) { TookNoEffect = true })
                : null;
    }

    /// <summary>What became of one delivery.</summary>
    public SendResult Of(PlatformDelivery delivery) =>
        _byKey.TryGetValue(delivery.Key, out var result) ? result(delivery) : SendResult.Indeterminate.Uncorrelated;

    private SalesforceJobResults Add(IEnumerable<(string Key, string? Error)> rows, Func<string?, Func<PlatformDelivery, SendResult>> of)
    {
        foreach (var (key, error) in rows)
        {
            _byKey[key] = _byKey.ContainsKey(key) ? _ => SendResult.Indeterminate.Uncorrelated : of(error);
        }

        return this;
    }

    private static IReadOnlyList<(string Key, string? Error)>? Rows(Reply reply, string externalId)
    {
        if (reply is not Reply.Answered { IsSuccess: true } answer || Csv.Read(Encoding.UTF8.GetString(answer.Body.Span)) is not { } rows)
        {
            return null;
        }

        if (rows.Count == 0)
        {
            return [];
        }

        var (key, error) = (Array.IndexOf(rows[0], externalId), Array.IndexOf(rows[0], "sf__Error"));
        return key < 0 || rows.Skip(1).Any(r => r.Length != rows[0].Length)
            ? null
            : [.. rows.Skip(1).Select(r => (r[key], error < 0 ? null : r[error]))];
    }

    // CODE:words, which may repeat a value:fields --
    private static SendResult Refused(string? error, PlatformDelivery delivery)
    {
        var parts = (error ?? "").Split(':');
        var fields = parts.Length < 3 ? [] : parts[^1].Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries);
        return SalesforceConnector.Refused(parts[0], fields, delivery);
    }
}
