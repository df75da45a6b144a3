using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// Opens the key folder that belongs to a store. Under another index key no native key would be found, and every customer be created a second time; so the
/// store keeps a check value of the one it began with.
/// </summary>
internal static class PostgresKeyFolder
{
    private const string Name = "index-key";

    public static async Task<(IEpochKeys Epochs, IndexKey Index)> Open(PostgresSources sources, PostgresStoreOptions options, CancellationToken ct)
    {
        // A store that has begun must not be given other keys: they would open nothing.
        var create = options.CreateKeys && await Check(sources, ct) is null;
        var epochs = FileEpochKeys.Open(options.KeyFolder, create);
        var index = IndexKey.Open(options.KeyFolder, create);
        await sources.Writes.Run(
            new Query("INSERT INTO ig.meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING").Bind(Name).Bind(index.CheckValue()), ct);
        return (await Check(sources, ct)).AsSpan().SequenceEqual(index.CheckValue())
            ? (epochs, index)
            : throw new UnsafeStoreException("The index key is not the one that this store began with. Give every silo the key folder that belongs to it.");
    }

    private static Task<byte[]?> Check(PostgresSources sources, CancellationToken ct) =>
        sources.Reads.One(new Query("SELECT value FROM ig.meta WHERE name = $1").Bind(Name), row => row.Blob(0), ct);
}
