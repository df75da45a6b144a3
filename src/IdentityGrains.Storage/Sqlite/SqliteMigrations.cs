using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>
/// Brings a database file to this program's schema by numbered scripts, each once and in one transaction, and refuses a file that was changed otherwise.
/// </summary>
internal static class SqliteMigrations
{
    public static void Apply(SqliteSession session, string family, DateTimeOffset now)
    {
        session.ExecuteScript("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
        var scripts = Scripts(family);
        var applied = Applied(session);
        if (applied.Keys.Except(scripts.Keys).FirstOrDefault() is { } newer)
        {
            throw new UnsafeStoreException($"The data folder was written by a newer version of this program: it does not know {newer}");
        }

        foreach (var (name, script) in scripts)
        {
            if (!applied.TryGetValue(name, out var hash))
            {
                Apply(session, name, script, now);
            }
            else if (hash != Hash(script))
            {
                throw new UnsafeStoreException($"The data folder was made by another {name} than this program's");
            }
        }
    }

    private static void Apply(SqliteSession session, string name, string script, DateTimeOffset now)
    {
        session.Execute("BEGIN IMMEDIATE");
        session.ExecuteScript(script);
        using (var insert = session.Prepare("INSERT INTO migration (name, hash, applied_at) VALUES (?, ?, ?)"))
        {
            insert.Bind(name).Bind(Hash(script)).Bind(now).Run();
        }

        session.Execute("COMMIT");
    }

    private static Dictionary<string, string> Applied(SqliteSession session)
    {
        using var query = session.Prepare("SELECT name, hash FROM migration");
        return query.All(row => KeyValuePair.Create(row.Text(0), row.Text(1))).ToDictionary();
    }

    private static SortedDictionary<string, string> Scripts(string family)
    {
        var assembly = typeof(SqliteMigrations).Assembly;
        var scripts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(family + "-", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            scripts.Add(name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }

        return scripts;
    }

    private static string Hash(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
}
