namespace IdentityGrains.Storage.Sqlite;

/// <summary>One write of whatever kind, and who waits for it.</summary>
internal abstract class WriteItem
{
    public Exception? Fault { get; set; }

    public abstract void Execute(SqliteSession session);

    public abstract void Committed();

    public abstract void Failed(Exception fault);
}

/// <summary>A write with an answer.</summary>
internal sealed class WriteItem<T>(Func<SqliteSession, T> write, Action<T>? afterCommit) : WriteItem
{
    // Whoever waits goes on elsewhere: run on the writing thread, they would hold up the next commit.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _written;

    public Task<T> Answer => _answer.Task;

    public override void Execute(SqliteSession session) => _written = write(session);

    public override void Committed()
    {
        afterCommit?.Invoke(_written!);
        _answer.TrySetResult(_written!);
    }

    public override void Failed(Exception fault) => _answer.TrySetException(fault);
}
