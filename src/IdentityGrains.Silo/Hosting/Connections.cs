using IdentityGrains.Client.Hosting;
using IdentityGrains.Storage;

namespace IdentityGrains.Silo.Hosting;

/// <summary>How the databases are reached: connection strings of the configuration. They come from the host.</summary>
internal static class Connections
{
    /// <summary>The store's.</summary>
    public static string Store(IConfiguration configuration) => Required(configuration, "IdentityGrains");

    /// <summary>Orleans' membership: a login of its own, that reads and writes nothing of ours.</summary>
    public static string Cluster(IConfiguration configuration) => MembershipTable.ConnectionString(Required(configuration, "Cluster"));

    private static string Required(IConfiguration configuration, string name) => configuration.GetConnectionString(name) is { Length: > 0 } found
        ? found
        : throw new UnsafeStoreException($"ConnectionStrings:{name} is not set (environment variable ConnectionStrings__{name}).");
}
