using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>
/// Refuses another index key than the one the store began with: under it no native key would be found, and every customer be created a second time.
/// </summary>
internal static class IndexKeyCheck
{
    private const string Name = "index-key";

    public static void Require(SqliteSession session, IndexKey index)
    {
        using (var insert = session.Prepare("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"))
        {
            insert.Bind(Name).Bind(index.CheckValue()).Run();
        }

        using var query = session.Prepare("SELECT value FROM meta WHERE name = ?").Bind(Name);
        if (!query.Step() || !query.Blob(0).AsSpan().SequenceEqual(index.CheckValue()))
        {
            throw new UnsafeStoreException("The index key is not the one that this store began with. Restore the key folder that belongs to it.");
        }
    }
}
