using System.Globalization;
using IdentityGrains.Benchmarks.Contending;
using Npgsql;

namespace IdentityGrains.Benchmarks.Peers;

/// <summary>
/// What most services do: lock the row, look at it, change it, write the outbox row, commit. Pooled connections, prepared statements; UPDATE and INSERT
/// travel together.
/// </summary>
internal sealed class RowLockingCrud(NpgsqlDataSource source, int customers) : IContender
{
    private static readonly string[] Updates =
        [.. Enumerable.Range(0, RecordTables.Fields).Select(f => $"UPDATE record SET f{f} = $2, version = $3, updated_at = now() WHERE id = $1")];

    public static async Task<IContender> Open(Setup setup) => new RowLockingCrud(await RecordTables.Fill(setup), setup.Customers);

    public Func<CancellationToken, Task> Caller(int number)
    {
        var chance = new Random(number);
        return ct => Update(chance.Next(customers), chance.Next(RecordTables.Fields), chance.Next().ToString(CultureInfo.InvariantCulture), ct);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Update(long id, int field, string value, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        long version;
        await using (var select = new NpgsqlCommand("SELECT * FROM record WHERE id = $1 FOR UPDATE", connection, transaction))
        {
            select.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
            await using var row = await select.ExecuteReaderAsync(ct);
            await row.ReadAsync(ct);
            version = row.GetInt64(1) + 1;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(Command(Updates[field], id, value, version));
        batch.BatchCommands.Add(Command(
            "INSERT INTO outbox (record, version, field, value, at) VALUES ($1, $3, $4, $2, now())", id, value, version, "f" + field));
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static NpgsqlBatchCommand Command(string sql, long id, string value, long version, string? field = null)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
        if (field is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = field });
        }

        return command;
    }
}
