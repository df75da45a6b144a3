using IdentityGrains.Benchmarks.Contending;
using Npgsql;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>The tables that a careful service without a journal would have: a record of 16 fields, and an outbox.</summary>
internal static class RecordTables
{
    /// <summary>How many fields a record has.</summary>
    public const int Fields = 16;

    // Room on each page, so that an update stays on it and no index is touched.
    private const string Tables = """
        CREATE TABLE record (
            id bigint PRIMARY KEY, version bigint NOT NULL, updated_at timestamptz NOT NULL,
            f0 text, f1 text, f2 text, f3 text, f4 text, f5 text, f6 text, f7 text, f8 text, f9 text, f10 text, f11 text, f12 text, f13 text, f14 text, f15 text
        ) WITH (fillfactor = 70);
        CREATE TABLE outbox (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, record bigint NOT NULL, version bigint NOT NULL, field text NOT NULL, value text NOT NULL,
            at timestamptz NOT NULL
        );
        """;

    /// <summary>Makes and fills them, and connects as many callers as one wants.</summary>
    public static async Task<NpgsqlDataSource> Fill(Setup setup)
    {
        var source = Source(setup);
        var columns = string.Join(", ", Enumerable.Range(0, Fields).Select(f => $"'said-' || i || '-{f}'"));
        await Execute(source, Tables);
        await Execute(source, $"INSERT INTO record SELECT i, 1, now(), {columns} FROM generate_series(0, {setup.Customers - 1}) i");
        await Execute(source, "VACUUM ANALYZE record");
        return source;
    }

    /// <summary>Connections that prepare what they repeat, one for each caller.</summary>
    public static NpgsqlDataSource Source(Setup setup) => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(setup.Connection)
    {
        MaxPoolSize = 256, MaxAutoPrepare = 64, AutoPrepareMinUsages = 2, NoResetOnClose = true,
    });

    public static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
