using IdentityGrains.Benchmarks.Contending;
using IdentityGrains.Benchmarks.Peers;
using Npgsql;
using NpgsqlTypes;

namespace IdentityGrains.Benchmarks.Limits;

/// <summary>
/// Rows of a journal's size appended in large statements, with nothing else: no lock, no chain, no work row. The database on this disk takes no more rows.
/// </summary>
internal sealed class BareAppend(NpgsqlDataSource source, int customers) : IContender
{
    private const int Rows = 512;
    private const int HeaderSize = 320;
    private const int BodySize = 420;

    private const string Table = """
        CREATE TABLE appended (
            customer uuid NOT NULL, version bigint NOT NULL, principal text NOT NULL, operation text NOT NULL, recorded_at timestamptz NOT NULL,
            hash bytea NOT NULL, header bytea NOT NULL, body bytea NOT NULL, PRIMARY KEY (customer, version)
        )
        """;

    private const string Append = """
        INSERT INTO appended SELECT c, v, 'nhi:front', 'op-' || v, now(), h, b1, b2 FROM unnest($1, $2, $3, $4, $5) AS t(c, v, h, b1, b2)
        """;

    public int PerCall => Rows;

    public static async Task<IContender> Open(Setup setup)
    {
        var source = RecordTables.Source(setup);
        await RecordTables.Execute(source, Table);
        return new BareAppend(source, setup.Customers);
    }

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        var ids = Enumerable.Range(0, customers).Select(_ => Guid.NewGuid()).ToArray();
        var versions = new long[customers];
        return ct => AppendSome(chance, ids, versions, ct);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task AppendSome(Random chance, Guid[] ids, long[] versions, CancellationToken ct)
    {
        var drawn = Enumerable.Range(0, Rows).Select(_ => chance.Next(customers)).ToArray();
        await using var command = source.CreateCommand(Append);
        command.Parameters.Add(Array(NpgsqlDbType.Uuid, drawn.Select(i => ids[i]).ToArray()));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, drawn.Select(i => ++versions[i]).ToArray()));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, Bytes(chance, 32)));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, Bytes(chance, HeaderSize)));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, Bytes(chance, BodySize)));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Array(NpgsqlDbType of, object values) => new() { NpgsqlDbType = NpgsqlDbType.Array | of, Value = values };

    // What is sealed looks like chance, and does not compress.
    private static byte[][] Bytes(Random chance, int size) => [.. Enumerable.Range(0, Rows).Select(_ =>
    {
        var bytes = new byte[size];
        chance.NextBytes(bytes);
        return bytes;
    })];
}
