using IdentityGrains.Storage;
using Npgsql;

namespace IdentityGrains.Silo.Hosting;

/// <summary>How the databases are reached: connection strings of the configuration. They come from the host.</summary>
internal static class Connections
{
    /// <summary>The store's.</summary>
    public static string Store(IConfiguration configuration) => Required(configuration, "IdentityGrains");

    /// <summary>
    /// Orleans' membership. Its own login and its own connections: a flood of updates must not keep a silo from saying that it is alive.
    /// </summary>
    public static string Cluster(IConfiguration configuration) => new NpgsqlConnectionStringBuilder(Required(configuration, "Cluster"))
    {
        SearchPath = "orleans", ApplicationName = "identitygrains-cluster", MaxPoolSize = 4, Timeout = 2, CommandTimeout = 4, IncludeErrorDetail = false,
    }.ToString();

    private static string Required(IConfiguration configuration, string name) => configuration.GetConnectionString(name) is { Length: > 0 } found
        ? found
        : throw new UnsafeStoreException($"ConnectionStrings:{name} is not set (environment variable ConnectionStrings__{name}).");
}
