using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>A server that answers bytes, because no HTTP server can be made to answer as badly as some do.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawExchange, Task> _act;
    private readonly bool _reads;
    private readonly Task _loop;
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="act">What it does with each connection, after the request was read.</param>
    /// <param name="reads">False for a server that does not even read.</param>
    public RawServer(Func<RawExchange, Task> act, bool reads = true)
    {
        (_act, _reads) = (act, reads);
        _listener.Start();
        _loop = Task.Run(Accept);
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public string Url => $"http://{Address}/hook";

    /// <summary>Completes when the first connection was accepted and, by a server that reads, its request read.</summary>
    public Task Met => _met.Task;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A server that answers these very bytes.</summary>
    public static RawServer Answering(string answer) => new(e => e.Say(answer));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        var exchanges = new List<Task>();
        try
        {
            while (true)
            {
                exchanges.Add(Exchange(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(exchanges);
        }
    }

    private async Task Exchange(Socket socket)
    {
        using (socket)
        {
            try
            {
                if (_reads)
                {
                    Requests.Enqueue(await Read(socket));
                }

                _met.TrySetResult();
                await _act(new RawExchange(socket, _stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
            {
                // The other side went away, or the test is over.
            }
        }
    }

    private async Task<string> Read(Socket socket)
    {
        var text = "";
        var chunk = new byte[65536];
        while (!Whole(text))
        {
            var read = await socket.ReceiveAsync(chunk, _stop.Token);
            if (read == 0)
            {
                break;
            }

            text += Encoding.Latin1.GetString(chunk, 0, read);
        }

        return text;
    }

    private static bool Whole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        const string Length = "Content-Length: ";
        var at = text.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return head >= 0 && at < 0 ? text.StartsWith("GET ", StringComparison.Ordinal) : head >= 0
            && text.Length - head - 4 >= int.Parse(text[(at + Length.Length)..text.IndexOf('\r', at)], CultureInfo.InvariantCulture);
    }
}

/// <summary>One connection of a raw server.</summary>
internal sealed class RawExchange(Socket socket, CancellationToken ct)
{
    public async Task Say(string bytes) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), ct);

    /// <summary>Closes with RST instead of FIN.</summary>
    public Task Reset()
    {
        socket.LingerState = new LingerOption(enable: true, 0);
        socket.Close();
        return Task.CompletedTask;
    }

    /// <summary>Waits for the first bytes of another request on the same connection.</summary>
    public async Task ReadSome() => await socket.ReceiveAsync(new byte[4096], ct);

    public Task Hang() => Task.Delay(Timeout.Infinite, ct);
}
