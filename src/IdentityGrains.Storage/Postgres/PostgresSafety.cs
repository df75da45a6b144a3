using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Storage.Postgres;

/// <summary>Refuses a database that would not keep the promises: settings, rights, schema. Each refusal says what to do.</summary>
internal static class PostgresSafety
{
    private const int OldestServer = 150_000;

    private static readonly string[] NeverOff = ["fsync", "full_page_writes", "synchronous_commit"];

    public static async Task Require(Database reads, CancellationToken ct)
    {
        await RequireServer(reads, ct);
        await RequireSchema(reads, ct);
        await RequireRights(reads, ct);
    }

    /// <summary>What a script is told apart by.</summary>
    public static string Hash(string script) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static async Task RequireServer(Database reads, CancellationToken ct)
    {
        var settings = (await reads.All(
            new Query("SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'fsync', 'full_page_writes', 'synchronous_commit')"),
            row => KeyValuePair.Create(row.Text(0), row.Text(1)), ct)).ToDictionary();
        if (int.Parse(settings["server_version_num"], CultureInfo.InvariantCulture) < OldestServer)
        {
            throw new UnsafeStoreException("The server is older than PostgreSQL 15.");
        }

        if (NeverOff.FirstOrDefault(name => settings[name] == "off") is { } off)
        {
            throw new UnsafeStoreException($"The server's {off} is off: what it says is durable may be lost. Set {off} = on.");
        }
    }

    private static async Task RequireSchema(Database reads, CancellationToken ct)
    {
        var exists = await reads.All(new Query("SELECT to_regclass('ig.migration') IS NOT NULL"), row => row.GetBoolean(0), ct);
        var applied = exists is [true]
            ? (await reads.All(new Query("SELECT name, hash FROM ig.migration"), row => KeyValuePair.Create(row.Text(0), row.Text(1)), ct)).ToDictionary()
            : [];
        var known = PostgresMigrations.Scripts.ToDictionary(s => s.Name, s => s.Hash, StringComparer.Ordinal);
        if (applied.Keys.Except(known.Keys).FirstOrDefault() is { } newer)
        {
            throw new UnsafeStoreException($"The database was migrated by a newer version of this program: it does not know {newer}.");
        }

        if (known.Keys.Except(applied.Keys).Order(StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new UnsafeStoreException($"The database lacks {missing}. Run: igrains migrate up");
        }

        if (known.FirstOrDefault(s => applied[s.Key] != s.Value).Key is { } other)
        {
            throw new UnsafeStoreException($"The database was made by another {other} than this program's.");
        }
    }

    // Who may change the record or its tables could be made to do it; and a mistake of ours could do it.
    private static async Task RequireRights(Database reads, CancellationToken ct)
    {
        var rights = await reads.All(
            new Query(
                """
                SELECT r.rolsuper, pg_has_role(current_user, 'ig_owner', 'MEMBER'),
                    has_table_privilege('ig.journal', 'UPDATE') OR has_table_privilege('ig.journal', 'DELETE') OR has_table_privilege('ig.journal', 'TRUNCATE'),
                    has_table_privilege('ig.journal', 'INSERT')
                FROM pg_roles r WHERE r.rolname = current_user
                """),
            row => (Super: row.GetBoolean(0), Owner: row.GetBoolean(1), Changes: row.GetBoolean(2), Inserts: row.GetBoolean(3)), ct);
        var why = rights.Single() switch
        {
            { Super: true } => "a superuser",
            { Owner: true } => "a member of ig_owner",
            { Changes: true } => "allowed to change the journal",
            { Inserts: false } => "not a member of ig_silo",
            _ => null,
        };
        if (why is not null)
        {
            throw new UnsafeStoreException($"The database login is {why}. Give the silos a login of their own: CREATE ROLE ... LOGIN IN ROLE ig_silo.");
        }
    }
}
