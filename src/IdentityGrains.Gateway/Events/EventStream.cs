using System.Buffers;
using System.Text;
using IdentityGrains.Client.Events;
using IdentityGrains.Formats.Events;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Events;

/// <summary>
/// One stream of server-sent events. It asks for a page when the one before was taken, so what waits for a slow reader waits in the store, and of a stream
/// there is never more than a page in memory. A reader who takes nothing at all is cut off; he knows where to go on.
/// </summary>
internal sealed class EventStream(HttpContext http, IEventsGrain events, Guid stream, TimeProvider time)
{
    /// <summary>How many bytes may wait for a reader at most.</summary>
    public const int MostBuffered = 1024 * 1024;

    /// <summary>How long a reader may take nothing while something waits for him.</summary>
    public static readonly TimeSpan WritePatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a stream says nothing at most: between, a proxy would take it for dead.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private const string Reconnect = "retry: 2000\n";

    private readonly ArrayBufferWriter<byte> _waiting = new();
    private long _toldAt = time.GetTimestamp();

    /// <summary>Tells the first page and everything after it until the reader, the credential or this process is gone.</summary>
    public async Task Run(EventsAnswer.Page page, CancellationToken over)
    {
        http.Response.ContentType = EventRoutes.StreamType;
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            // A position without data: whoever is cut off before the first event still knows from where on he was told of everything.
            Say(Reconnect);
            Say($"id: {page.From}\n\n");
            await Take(over);
            for (var next = page; next is not null; next = await events.Next(stream, next.Position, over) as EventsAnswer.Page)
            {
                await Tell(next, over);
            }
        }
        catch (Exception why) when (over.IsCancellationRequested || FailureProblems.Of(why, isRead: true) is not null)
        {
            // The reader is gone, or asks again and is told why.
        }
    }

    private async Task Tell(EventsAnswer.Page page, CancellationToken over)
    {
        foreach (var line in page.Lines)
        {
            Say($"id: {line.Position}\ndata: ");
            CloudEventJson.Write(_waiting, page.Source, line.Happened);
            Say("\n\n");
            if (_waiting.WrittenCount >= MostBuffered / 2)
            {
                await Take(over);
            }
        }

        if (page.Lines.Length == 0 && time.GetElapsedTime(_toldAt) >= Heartbeat)
        {
            Say(":\n\n");
        }

        if (_waiting.WrittenCount > 0)
        {
            await Take(over);
        }
    }

    private async Task Take(CancellationToken over)
    {
        using var patience = new CancellationTokenSource(WritePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, over);
        try
        {
            await http.Response.Body.WriteAsync(_waiting.WrittenMemory, either.Token);
            await http.Response.Body.FlushAsync(either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            http.Abort();
            over.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        _waiting.ResetWrittenCount();
        _toldAt = time.GetTimestamp();
    }

    private void Say(string text) => _waiting.Write(Encoding.UTF8.GetBytes(text));
}
