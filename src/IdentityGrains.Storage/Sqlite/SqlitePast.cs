using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>Which version an instant means.</summary>
internal static class SqlitePast
{
    /// <summary>
    /// The last version recorded at or before an instant; 0 when there is none. Versions and times agree, so it halves what is left: an index by time
    /// would be one more page to write with every entry of everybody.
    /// </summary>
    public static long VersionAt(SqliteSession session, CustomerId customer, DateTimeOffset at)
    {
        var (reached, head) = (0L, HeadOf(session, customer));
        while (reached < head)
        {
            var middle = reached + (head - reached + 1) / 2;
            (reached, head) = RecordedAt(session, customer, middle) <= at ? (middle, head) : (reached, middle - 1);
        }

        return reached;
    }

    /// <summary>The last version there is; 0 when there is none.</summary>
    public static long HeadOf(SqliteSession session, CustomerId customer)
    {
        using var query = session.Prepare("SELECT version FROM head WHERE customer = ?");
        return query.Bind(customer).Step() ? query.Int(0) : 0;
    }

    private static DateTimeOffset RecordedAt(SqliteSession session, CustomerId customer, long version)
    {
        using var query = session.Prepare("SELECT recorded_at FROM journal WHERE customer = ? AND version = ?");
        return query.Bind(customer).Bind(version).Step()
            ? query.Instant(0)
            : throw new TamperedRecordException(customer, version, "entry is missing");
    }
}
