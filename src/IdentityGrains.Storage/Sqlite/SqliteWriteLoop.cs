using System.Threading.Channels;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>
/// The one thread that writes to a database file. What was asked for while the last commit was in flight shares the next one; each write stands in its own
/// savepoint, so that it fails alone.
/// </summary>
internal sealed class SqliteWriteLoop : IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int SharedBy = 1024;

    private readonly SqliteSession _session;
    private readonly Channel<WriteItem> _waiting =
        Channel.CreateBounded<WriteItem>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _commits;

    /// <summary>Takes the session over and starts.</summary>
    public SqliteWriteLoop(SqliteSession session, string name)
    {
        _session = session;

        // A thread of its own: it blocks in fsync, and a pool thread that blocks is missing to everybody. UnsafeStart: it carries no caller's context.
        new Thread(Run) { IsBackground = true, Name = name }.UnsafeStart();
    }

    /// <summary>Transactions committed.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Writes in the next shared commit. When it throws a fault of the store, nobody knows whether the write is durable.</summary>
    public async Task<T> Write<T>(Func<SqliteSession, T> write, CancellationToken ct, Action<T>? afterCommit = null)
    {
        var item = new WriteItem<T>(write, afterCommit);
        try
        {
            await _waiting.Writer.WriteAsync(item, ct);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The store is closed", e);
        }

        return await item.Answer;
    }

    /// <summary>Finishes what waits, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var items = new List<WriteItem>();
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (items.Count < SharedBy && _waiting.Reader.TryRead(out var item))
            {
                items.Add(item);
            }

            Commit(items);
            items.Clear();
        }

        _session.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<WriteItem> items)
    {
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            items.ForEach(Execute);
            _session.Execute("COMMIT");
        }
        catch (Exception fault)
        {
            Abandon();
            items.ForEach(i => i.Failed(i.Fault ?? fault));
            return;
        }

        Interlocked.Increment(ref _commits);
        items.ForEach(Answer);
    }

    private void Execute(WriteItem item)
    {
        _session.Execute("SAVEPOINT item");
        try
        {
            item.Execute(_session);
        }
        catch (Exception fault)
        {
            item.Fault = fault;

            // After some faults SQLite has rolled everything back already, and nothing of anybody's would be committed.
            if (_session.OutsideTransaction)
            {
                throw;
            }

            _session.Execute("ROLLBACK TO item");
        }

        _session.Execute("RELEASE item");
    }

    private static void Answer(WriteItem item)
    {
        if (item.Fault is { } fault)
        {
            item.Failed(fault);
            return;
        }

        try
        {
            item.Committed();
        }
        catch (Exception afterwards)
        {
            item.Failed(afterwards);
        }
    }

    private void Abandon()
    {
        try
        {
            if (!_session.OutsideTransaction)
            {
                _session.Execute("ROLLBACK");
            }
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            // The next BEGIN says what is wrong to those who wait for it.
        }
    }
}
