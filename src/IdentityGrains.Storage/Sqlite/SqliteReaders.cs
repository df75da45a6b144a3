using System.Threading.Channels;

namespace IdentityGrains.Storage.Sqlite;

/// <summary>A few connections for reading. They never wait for the writer, nor it for them.</summary>
internal sealed class SqliteReaders : IAsyncDisposable
{
    private readonly Channel<SqliteSession> _idle;
    private readonly IReadOnlyList<SqliteSession> _all;

    public SqliteReaders(string path, int count)
    {
        _idle = Channel.CreateBounded<SqliteSession>(count);
        _all = [.. Enumerable.Range(0, count).Select(_ => SqliteSession.OpenForReading(path))];
        foreach (var session in _all)
        {
            _idle.Writer.TryWrite(session);
        }
    }

    public async Task<T> Read<T>(Func<SqliteSession, T> read, CancellationToken ct)
    {
        var session = await Rent(ct);
        try
        {
            return read(session);
        }
        finally
        {
            _idle.Writer.TryWrite(session);
        }
    }

    /// <summary>Waits for reads that are under way, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var _ in _all)
        {
            (await Rent(CancellationToken.None)).Dispose();
        }

        _idle.Writer.TryComplete();
    }

    private async ValueTask<SqliteSession> Rent(CancellationToken ct)
    {
        try
        {
            return await _idle.Reader.ReadAsync(ct);
        }
        catch (ChannelClosedException e)
        {
            throw new ObjectDisposedException("The store is closed", e);
        }
    }
}
