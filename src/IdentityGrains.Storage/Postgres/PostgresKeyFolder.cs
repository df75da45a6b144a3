using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// Opens the key folder that belongs to a store. Under another index key no native key would be found, and every customer be created a second time; so the
/// store keeps a check value of the one it began with.
/// </summary>
internal static class PostgresKeyFolder
{
    private const string Name = "index-key";

    // Silos that start together read and make one folder: one after the other.
    private const long OneAtATime = 0x496447724B657973;

    public static Task<(IEpochKeys Epochs, IndexKey Index)> Open(PostgresSources sources, PostgresStoreOptions options, CancellationToken ct) =>
        sources.Writes.InTransaction(
            async transaction =>
            {
                await transaction.All(new Query("SELECT 1 FROM pg_advisory_xact_lock($1)").Bind(OneAtATime), _ => true, ct);
                var begun = (await transaction.All(new Query("SELECT value FROM ig.meta WHERE name = $1").Bind(Name), row => row.Blob(0), ct)).FirstOrDefault();

                // A store that has begun must not be given other keys: they would open nothing.
                var create = options.CreateKeys && begun is null;
                var (epochs, index) = (FileEpochKeys.Open(options.KeyFolder, create), IndexKey.Open(options.KeyFolder, create));
                if (begun is null)
                {
                    await transaction.Run(
                        [new Query("INSERT INTO ig.meta (name, value) VALUES ($1, $2)").Bind(Name).Bind(index.CheckValue())], ct);
                }
                else if (!begun.AsSpan().SequenceEqual(index.CheckValue()))
                {
                    throw new UnsafeStoreException(
                        "The index key is not the one that this store began with. Give every silo the key folder that belongs to it.");
                }

                return ((IEpochKeys)epochs, index);
            },
            ct);
}
