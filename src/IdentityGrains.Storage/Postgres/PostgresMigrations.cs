using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// Brings a database to this program's schema by numbered scripts, each once and in one transaction. Only an owner runs it, never a silo; two who run it at
/// once do it one after the other.
/// </summary>
public static class PostgresMigrations
{
    private const long OneAtATime = 0x4964656E74697479;

    /// <summary>Every script that a database must have had, in order.</summary>
    internal static IReadOnlyList<(string Name, string Text, string Hash)> Scripts { get; } =
        [.. new[] { "store", "orleans" }.SelectMany(PostgresScripts.Numbered).Select(Load)];

    /// <summary>Applies what is missing, or only says what that is, by name and in order.</summary>
    /// <param name="connectionString">A login that owns the database and may create roles.</param>
    /// <param name="dryRun">True changes nothing.</param>
    /// <param name="ct">Gives up; a script that began is undone.</param>
    public static async Task<IReadOnlyList<string>> Up(string connectionString, bool dryRun, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "identitygrains-migrate", IncludeErrorDetail = false }.ToString());
        try
        {
            await connection.OpenAsync(ct);
        }
        catch (NpgsqlException why)
        {
            throw new StoreUnreachableException(why);
        }

        await Execute(connection, $"SELECT pg_advisory_lock({OneAtATime})", ct);
        var applied = await Applied(connection, ct);
        if (Scripts.FirstOrDefault(s => applied.TryGetValue(s.Name, out var hash) && hash != s.Hash).Name is { } other)
        {
            throw new UnsafeStoreException($"The database was made by another {other} than this program's.");
        }

        var missing = Scripts.Where(s => !applied.ContainsKey(s.Name)).ToArray();
        if (missing.Length > 0 && !dryRun)
        {
            await Execute(connection, PostgresScripts.Read("roles"), ct);
            await Execute(connection, "SET ROLE ig_owner", ct);
            foreach (var script in missing)
            {
                await Apply(connection, script, ct);
            }
        }

        return [.. missing.Select(s => s.Name)];
    }

    private static async Task Apply(NpgsqlConnection connection, (string Name, string Text, string Hash) script, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, script.Text, ct);
        await using var note = new Query("INSERT INTO ig.migration (name, hash) VALUES ($1, $2)").Bind(script.Name).Bind(script.Hash).On(connection);
        await note.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var exists = new NpgsqlCommand("SELECT to_regclass('ig.migration') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(ct) is not true)
        {
            return [];
        }

        await using var query = new NpgsqlCommand("SELECT name, hash FROM ig.migration", connection);
        await using var reader = await query.ExecuteReaderAsync(ct);
        return (await Database.ReadAll(reader, row => KeyValuePair.Create(row.Text(0), row.Text(1)), ct)).ToDictionary();
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static (string Name, string Text, string Hash) Load(string name)
    {
        var text = PostgresScripts.Read(name);
        return (name, text, PostgresSafety.Hash(text));
    }
}
