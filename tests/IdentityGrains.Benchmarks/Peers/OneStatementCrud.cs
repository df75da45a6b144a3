using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using Npgsql;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>The same record and outbox in one statement and one round trip: nobody looks at the record before it is changed.</summary>
internal sealed class OneStatementCrud(NpgsqlDataSource source, int customers) : IContender
{
    private static readonly string[] Statements =
    [
        .. Enumerable.Range(0, RecordTables.Fields).Select(f => $"""
            WITH changed AS (UPDATE record SET f{f} = $2, version = version + 1, updated_at = now() WHERE id = $1 RETURNING id, version)
            INSERT INTO outbox (record, version, field, value, at) SELECT id, version, 'f{f}', $2, now() FROM changed
            """),
    ];

    public static async Task<IContender> Open(Setup setup) => new OneStatementCrud(await RecordTables.Fill(setup), setup.Customers);

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return ct => Update(chance.Next(customers), chance.Next(RecordTables.Fields), chance.Next().ToString(CultureInfo.InvariantCulture), ct);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Update(long id, int field, string value, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Statements[field]);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        if (await command.ExecuteNonQueryAsync(ct) != 1)
        {
            throw new InvalidOperationException("Nothing was updated.");
        }
    }
}
