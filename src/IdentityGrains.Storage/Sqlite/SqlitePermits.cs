using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>The fence of withdrawals in the embedded store: everything here is one write after the other.</summary>
internal static class SqlitePermits
{
    /// <summary>The fences of customers who have a record.</summary>
    public static IReadOnlyDictionary<CustomerId, long> Fences(SqliteSession session, IEnumerable<CustomerId> customers)
    {
        var fences = new Dictionary<CustomerId, long>();
        foreach (var customer in customers)
        {
            using var query = session.Prepare("SELECT fence FROM head WHERE customer = ?").Bind(customer);
            if (query.Step())
            {
                fences[customer] = query.Int(0);
            }
        }

        return fences;
    }

    /// <summary>How a withdrawal stands; that it is fenced is noted once.</summary>
    public static Fence Fence(SqliteSession session, CustomerId customer, long version, DateTimeOffset now)
    {
        if (Noted(session, customer, version) is { } before)
        {
            return new Fence(before, null);
        }

        if (OutBefore(session, customer, version, now) is { } until)
        {
            return new Fence(null, until);
        }

        using var note = session.Prepare("INSERT INTO fence (customer, version, fenced_at) VALUES (?, ?, ?)");
        note.Bind(customer).Bind(version).Bind(now).Run();
        return new Fence(now, null);
    }

    private static DateTimeOffset? Noted(SqliteSession session, CustomerId customer, long version)
    {
        using var query = session.Prepare("SELECT fenced_at FROM fence WHERE customer = ? AND version = ?").Bind(customer).Bind(version);
        return query.Step() ? query.Instant(0) : null;
    }

    private static DateTimeOffset? OutBefore(SqliteSession session, CustomerId customer, long version, DateTimeOffset now)
    {
        using var query = session.Prepare("SELECT max(permit_until) FROM holding WHERE customer = ? AND permit_version < ? AND permit_until > ?");
        return query.Bind(customer).Bind(version).Bind(now).Step() && !query.IsNull(0) ? query.Instant(0) : null;
    }
}
