using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Silo.Hosting;

/// <summary>
/// A store is one cluster's. Silos of two would each activate every customer: the record stays whole, because the store takes one writer's entries only, but
/// all work would be done twice. A mistyped name is said before a row of it lies in the membership.
/// </summary>
internal static class OtherCluster
{
    // A silo says that it is alive every few seconds, by its machine's clock; one that was killed says nothing and holds nobody up for long.
    private const string Living = """
        SELECT DeploymentId FROM orleans.OrleansMembershipTable
        WHERE DeploymentId <> $1 AND Status IN (2, 3) AND IAmAliveTime > now() - interval '30 seconds' LIMIT 1
        """;

    /// <summary>Refuses to begin beside it.</summary>
    /// <exception cref="UnsafeStoreException">Silos of another cluster live over this store.</exception>
    public static async Task Refuse(ProductOptions options, IConfiguration configuration, CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Connections.Cluster(configuration));
            await connection.OpenAsync(ct);
            await using var asking = new NpgsqlCommand(Living, connection);
            asking.Parameters.AddWithValue(options.ClusterId);
            if (await asking.ExecuteScalarAsync(ct) is string other)
            {
                throw new UnsafeStoreException(
                    $"Silos of the cluster {other} live over this store, and this one is told IdentityGrains:ClusterId {options.ClusterId}.");
            }
        }
        catch (NpgsqlException away) when (away is not PostgresException)
        {
            throw new StoreUnreachableException(away);
        }
    }
}
