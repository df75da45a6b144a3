using Npgsql;

namespace IdentityGrains.Client.Hosting;

/// <summary>The cluster's own table of its silos, in PostgreSQL.</summary>
public static class MembershipTable
{
    /// <summary>Orleans' name for PostgreSQL.</summary>
    public const string Invariant = "Npgsql";

    // Orleans asks for its tables without saying in which schema; the migration made them in this one.
    private const string Schema = "orleans";

    /// <summary>
    /// How to connect to it, out of how to reach the database: few connections of its own, so that a flood of other work cannot keep a silo from saying that it
    /// is alive, and little patience.
    /// </summary>
    public static string ConnectionString(string database) => new NpgsqlConnectionStringBuilder(database)
    {
        SearchPath = Schema, ApplicationName = "identitygrains-cluster", MaxPoolSize = 4, Timeout = 2, CommandTimeout = 4, IncludeErrorDetail = false,
    }.ToString();
}
