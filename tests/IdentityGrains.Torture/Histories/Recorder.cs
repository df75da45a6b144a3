using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace IdentityGrains.Torture.Histories;

/// <summary>
/// Writes down what callers asked and heard, and what went wrong when: one append-only file, events in the order in which they came here. Instants are taken
/// by the caller's own thread, as close to the wire as it can.
/// </summary>
internal sealed class Recorder : IAsyncDisposable
{
    public const string Magic = "ig-torture-1";

    private readonly Channel<Action<BinaryWriter>> _events = Channel.CreateUnbounded<Action<BinaryWriter>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    public Recorder(string file)
    {
        _writing = Task.Run(() => Write(file));
    }

    /// <summary>Ticks of CLOCK_MONOTONIC.</summary>
    public static long Now => Stopwatch.GetTimestamp();

    public void Named(int customer, string id) => Add(EventTag.Named, Now, w =>
    {
        w.Write7BitEncodedInt(customer);
        w.Write(id);
    });

    public void Invoked(long at, string operation, int call, ActKind kind, int customer, string principal, int host) => Add(EventTag.Invoked, at, w =>
    {
        w.Write(operation);
        w.Write7BitEncodedInt(call);
        w.Write((byte)kind);
        w.Write7BitEncodedInt(customer);
        w.Write(principal);
        w.Write7BitEncodedInt(host);
    });

    public void Returned(long at, string operation, int call, Ending ending, int status, Seen? seen) => Add(EventTag.Returned, at, w =>
    {
        w.Write(operation);
        w.Write7BitEncodedInt(call);
        w.Write((byte)ending);
        w.Write7BitEncodedInt(status);
        w.Write7BitEncodedInt64(seen?.Version ?? 0);
        if (seen is not null)
        {
            w.Write(Convert.FromHexString(seen.Hash));
        }
    });

    public void Activated(long at, long epoch, string policy) => Add(EventTag.Activated, at, w =>
    {
        w.Write7BitEncodedInt64(epoch);
        w.Write(policy);
    });

    public void Struck(string fault, string what) => Add(EventTag.Struck, Now, w =>
    {
        w.Write(fault);
        w.Write(what);
    });

    /// <summary>A caller was told since when nothing leaves any more that a version took away.</summary>
    public void Fenced(int customer, long version, DateTimeOffset at) => Add(EventTag.Fenced, Now, w =>
    {
        w.Write7BitEncodedInt(customer);
        w.Write7BitEncodedInt64(version);
        w.Write(at.UtcTicks);
    });

    /// <summary>What the store's clock said at an instant.</summary>
    public void StoreTime(long at, DateTimeOffset told) => Add(EventTag.StoreTime, at, w => w.Write(told.UtcTicks));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        await _writing;
    }

    private void Add(EventTag tag, long at, Action<BinaryWriter> rest) => _events.Writer.TryWrite(w =>
    {
        w.Write((byte)tag);
        w.Write(at);
        rest(w);
    });

    private async Task Write(string file)
    {
        await using var stream = new BufferedStream(File.Create(file), 1 << 16);
        await using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        await foreach (var next in _events.Reader.ReadAllAsync())
        {
            next(writer);
        }
    }
}
