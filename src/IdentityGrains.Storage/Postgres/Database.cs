using System.Net.Sockets;
using IdentityGrains.Storage.Journal;
using Npgsql;

namespace IdentityGrains.Storage.Postgres;

/// <summary>
/// One pool of connections. A connection that is not to be had is a <see cref="StoreUnreachableException"/>: nothing was asked. Whatever fails later is the
/// driver's exception, and who wrote knows nothing.
/// </summary>
internal sealed class Database(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>Reads with one query.</summary>
    public async Task<List<T>> All<T>(Query query, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var connection = await Connect(ct);
        await using var command = query.On(connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await ReadAll(reader, read, ct);
    }

    /// <summary>Reads the only row, or null when there is none.</summary>
    public async Task<T?> One<T>(Query query, Func<NpgsqlDataReader, T> read, CancellationToken ct) => (await All(query, read, ct)).FirstOrDefault();

    /// <summary>Executes one statement and says how many rows it changed.</summary>
    public async Task<int> Run(Query query, CancellationToken ct)
    {
        await using var connection = await Connect(ct);
        await using var command = query.On(connection);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Executes several queries in one round trip and one transaction, and reads their answers in order.</summary>
    public async Task<T> Together<T>(IReadOnlyList<Query> queries, Func<NpgsqlDataReader, Task<T>> read, CancellationToken ct)
    {
        await using var connection = await Connect(ct);
        await using var batch = Batch(connection, queries);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await read(reader);
    }

    /// <summary>Executes within a transaction of several round trips; it is committed unless something is thrown.</summary>
    public async Task<T> InTransaction<T>(Func<Transaction, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await Connect(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(new Transaction(connection));
        await transaction.CommitAsync(ct);
        return result;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    internal static async Task<List<T>> ReadAll<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    internal static NpgsqlBatch Batch(NpgsqlConnection connection, IReadOnlyList<Query> queries)
    {
        var batch = connection.CreateBatch();
        foreach (var query in queries)
        {
            batch.BatchCommands.Add(query.InBatch());
        }

        return batch;
    }

    private async ValueTask<NpgsqlConnection> Connect(CancellationToken ct)
    {
        try
        {
            return await source.OpenConnectionAsync(ct);
        }
        catch (Exception why) when (why is NpgsqlException or TimeoutException or SocketException)
        {
            throw new StoreUnreachableException(why);
        }
    }
}

/// <summary>A transaction under way.</summary>
internal sealed class Transaction(NpgsqlConnection connection)
{
    /// <summary>Reads with one query.</summary>
    public async Task<List<T>> All<T>(Query query, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = query.On(connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await Database.ReadAll(reader, read, ct);
    }

    /// <summary>Executes several statements in one round trip.</summary>
    public async Task Run(IReadOnlyList<Query> queries, CancellationToken ct)
    {
        await using var batch = Database.Batch(connection, queries);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
