using IdentityGrains.Client.Hosting;
using Npgsql;

namespace IdentityGrains.Silo.Hosting;

/// <summary>How the databases are reached: connection strings of the configuration. They come from the host.</summary>
internal static class Connections
{
    private const string StoreName = "IdentityGrains";
    private const string ClusterName = "Cluster";

    /// <summary>The store's.</summary>
    public static string Store(IConfiguration configuration) => configuration.GetConnectionString(StoreName)!;

    /// <summary>Orleans' membership: a login of its own, that reads and writes nothing of ours.</summary>
    public static string Cluster(IConfiguration configuration) => MembershipTable.ConnectionString(configuration.GetConnectionString(ClusterName)!);

    /// <summary>What is wrong with those that a process of this kind needs. Never what they say: a password may stand in them.</summary>
    public static IEnumerable<string> Faults(ProductOptions options, IConfiguration configuration)
    {
        string[] needed = options switch
        {
            { Role: HostRole.Gateway } => [ClusterName],
            { Store: StoreKind.Postgres } => [StoreName, ClusterName],
            _ => [],
        };
        foreach (var name in needed)
        {
            if (configuration.GetConnectionString(name) is not { Length: > 0 } found)
            {
                yield return $"ConnectionStrings:{name} is not set (environment variable ConnectionStrings__{name})";
            }
            else if (!CanBeUsed(found))
            {
                yield return $"ConnectionStrings:{name} is no connection string of Npgsql, such as Host=...;Database=...;Username=...";
            }
        }
    }

    private static bool CanBeUsed(string connectionString)
    {
        try
        {
            // Connects to nothing.
            using var source = NpgsqlDataSource.Create(connectionString);
            var read = new NpgsqlConnectionStringBuilder(connectionString);
            return read is { Host.Length: > 0, Port: <= ushort.MaxValue };
        }
        catch (Exception unread) when (unread is ArgumentException or FormatException or InvalidOperationException or NotSupportedException or IOException)
        {
            return false;
        }
    }
}
