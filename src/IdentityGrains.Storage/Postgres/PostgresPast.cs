using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Which version an instant means.</summary>
internal static class PostgresPast
{
    // Versions and times agree, so it halves what is left: an index by time would be one more page to write with every entry of everybody.
    private const string Halving =
        """
        WITH RECURSIVE half (reached, head) AS (
            SELECT 0::bigint, coalesce((SELECT version FROM ig.head WHERE customer = $1), 0)
            UNION ALL
            SELECT CASE WHEN j.recorded_at <= $2 THEN middle ELSE reached END, CASE WHEN j.recorded_at <= $2 THEN head ELSE middle - 1 END
            FROM (SELECT reached, head, reached + (head - reached + 1) / 2 AS middle FROM half WHERE reached < head) h
            JOIN ig.journal j ON j.customer = $1 AND j.version = h.middle
        )
        SELECT reached FROM half WHERE reached >= head
        """;

    /// <summary>The last version recorded at or before an instant; 0 when there is none.</summary>
    public static async Task<long> VersionAt(Database reads, CustomerId customer, DateTimeOffset at, CancellationToken ct)
    {
        var found = await reads.All(new Query(Halving).Bind(customer).Bind(at.InMicroseconds()), row => row.Int(0), ct);
        return found.Count == 1 ? found[0] : throw new TamperedRecordException(customer, 1, "entry is missing");
    }
}
