using System.Collections.Concurrent;
using System.Net.Sockets;

namespace IdentityGrains.Torture.Hosts;

/// <summary>How a relay carries bytes.</summary>
/// <param name="Delay">By how much each piece is late.</param>
/// <param name="Jitter">By how much more it may be, drawn for each piece.</param>
/// <param name="Piece">The most bytes at once; a piece waits for the one before it.</param>
/// <param name="HalfClosed">True tells the far side of each connection that nothing more will come, and carries on with what comes back.</param>
internal sealed record Weather(TimeSpan Delay, TimeSpan Jitter, int Piece = 64 * 1024, bool HalfClosed = false)
{
    public static readonly Weather Fair = new(TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Nothing comes through; whoever tries gives up.</summary>
    public static readonly Weather Standstill = new(TimeSpan.FromHours(1), TimeSpan.Zero);
}

/// <summary>
/// Carries TCP connections from where it listens, which may be inside a host's network, to somewhere else, which may be a Unix socket; as late and as slowly
/// as the weather is.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly EndPoint _to;
    private readonly Random _random = new(1);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Task _accepting;
    private volatile Weather _weather = Weather.Fair;

    /// <param name="listener">Where it listens; it is the relay's from now on.</param>
    /// <param name="to">Where it connects.</param>
    public Relay(Socket listener, EndPoint to)
    {
        (_listener, _to) = (listener, to);
        _accepting = Accept();
    }

    /// <summary>The port of its listener.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>How it is from now on, also for connections that there are.</summary>
    public Weather Weather
    {
        get => _weather;
        set => _weather = value;
    }

    /// <summary>A listener on a free port of the loopback address of the calling thread's network.</summary>
    public static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _over.Dispose();
    }

    private async Task Accept()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                var carrying = Carry(await _listener.AcceptAsync(_over.Token));
                _connections.TryAdd(carrying, true);
                _ = carrying.ContinueWith(c => _connections.TryRemove(c, out _), TaskScheduler.Default);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It is over, or the caller hung up at once.
            }
        }
    }

    private async Task Carry(Socket near)
    {
        using var _ = near;
        using var far = new Socket(_to.AddressFamily, SocketType.Stream, _to is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            await far.ConnectAsync(_to, _over.Token);
            await Task.WhenAll(Pour(near, far, there: true), Pour(far, near, there: false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone, and so the other goes.
        }
    }

    private async Task Pour(Socket from, Socket into, bool there)
    {
        var buffer = new byte[Weather.Fair.Piece];
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer.AsMemory(), _over.Token);
                if (read == 0 || (there && _weather.HalfClosed))
                {
                    into.Shutdown(SocketShutdown.Send);
                    return;
                }

                for (var sent = 0; sent < read;)
                {
                    var weather = _weather;
                    await Wait(weather);
                    var piece = Math.Min(weather.Piece, read - sent);
                    await into.SendAsync(buffer.AsMemory(sent, piece), _over.Token);
                    sent += piece;
                }
            }
        }
        catch
        {
            from.Dispose();
            into.Dispose();
            throw;
        }
    }

    private async ValueTask Wait(Weather weather)
    {
        if (weather == Weather.Fair)
        {
            return;
        }

        double drawn;
        lock (_random)
        {
            drawn = _random.NextDouble();
        }

        using var pause = new PeriodicTimer(weather.Delay + weather.Jitter * drawn + TimeSpan.FromMilliseconds(1));
        await pause.WaitForNextTickAsync(_over.Token);
    }
}
