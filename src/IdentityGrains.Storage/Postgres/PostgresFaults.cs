using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>What an error of PostgreSQL says about what it left behind.</summary>
internal static class PostgresFaults
{
    /// <summary>
    /// True when the statement was refused for its data: nothing of it was written, and the same data would be refused again. Classes 22 and 23 of SQLSTATE.
    /// Everything else is left unknown: the same classes of error reach a client whose commit took place.
    /// </summary>
    public static bool IsRefusal(PostgresException e) =>
        e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);
}
