using System.Text;

namespace IdentityGrains.Torture.Histories;

/// <summary>Something that the nemesis did.</summary>
internal sealed record Struck(long At, string Fault, string What);

/// <summary>A run's log, read again.</summary>
internal sealed record History(
    IReadOnlyList<Operation> Operations, IReadOnlyList<Activated> Activations, IReadOnlyList<Struck> Struck, StoreTime Time, long End)
{
    /// <summary>What callers were told of their withdrawals, each once.</summary>
    public IReadOnlyList<Fenced> Fences { get; init; } = [];

    /// <summary>Reads a log; one that ends in the middle of an event ends before it.</summary>
    public static History Read(string file)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(file), 1 << 16), Encoding.UTF8);
        if (reader.ReadString() != Recorder.Magic)
        {
            throw new InvalidDataException($"{file} is no log of a torture run.");
        }

        var reading = new HistoryReading();
        try
        {
            while (reader.BaseStream.Position < reader.BaseStream.Length)
            {
                reading.Next(reader);
            }
        }
        catch (EndOfStreamException)
        {
            // The writer died here.
        }

        return reading.Finish();
    }
}

/// <summary>Puts the events of a log together.</summary>
internal sealed class HistoryReading
{
    private const int HashLength = 32;

    private readonly Dictionary<int, string> _names = [];
    private readonly Dictionary<string, Asked> _asked = new(StringComparer.Ordinal);
    private readonly List<Activated> _activations = [];
    private readonly List<Struck> _struck = [];
    private readonly List<(long At, DateTimeOffset Told)> _times = [];
    private readonly HashSet<(int Customer, long Version, long At)> _fences = [];
    private long _end;

    public void Next(BinaryReader reader)
    {
        var tag = (EventTag)reader.ReadByte();
        var at = reader.ReadInt64();
        _end = Math.Max(_end, at);
        switch (tag)
        {
            case EventTag.Named:
                _names[reader.Read7BitEncodedInt()] = reader.ReadString();
                break;
            case EventTag.Invoked:
                Invoked(reader, at);
                break;
            case EventTag.Returned:
                Returned(reader, at);
                break;
            case EventTag.Activated:
                _activations.Add(new Activated(reader.Read7BitEncodedInt64(), at, reader.ReadString()));
                break;
            case EventTag.Struck:
                _struck.Add(new Struck(at, reader.ReadString(), reader.ReadString()));
                break;
            case EventTag.StoreTime:
                _times.Add((at, new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero)));
                break;
            case EventTag.Fenced:
                _fences.Add((reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(), reader.ReadInt64()));
                break;
            default:
                throw new InvalidDataException($"The log has an event {tag} that nobody knows.");
        }
    }

    public History Finish() => new(
        [.. _asked.Select(a => new Operation(a.Key, a.Value.Kind, _names[a.Value.Customer], a.Value.Principal, [.. a.Value.Calls.Values]))],
        _activations, _struck, new StoreTime(_times), _end)
    {
        Fences = [.. _fences.Select(f => new Fenced(_names[f.Customer], f.Version, new DateTimeOffset(f.At, TimeSpan.Zero)))],
    };

    private void Invoked(BinaryReader reader, long at)
    {
        var (operation, call) = (reader.ReadString(), reader.Read7BitEncodedInt());
        var (kind, customer, principal, host) = ((ActKind)reader.ReadByte(), reader.Read7BitEncodedInt(), reader.ReadString(), reader.Read7BitEncodedInt());
        if (!_asked.TryGetValue(operation, out var asked))
        {
            _asked.Add(operation, asked = new Asked(kind, customer, principal));
        }

        asked.Calls.Add(call, new Attempt(host, at, Returned: null, Ending.Unknown, 0, Seen: null));
    }

    private void Returned(BinaryReader reader, long at)
    {
        var (operation, call) = (reader.ReadString(), reader.Read7BitEncodedInt());
        var (ending, status, version) = ((Ending)reader.ReadByte(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64());
        var seen = version == 0 ? null : new Seen(version, Convert.ToHexStringLower(reader.ReadBytes(HashLength)));
        var calls = _asked[operation].Calls;
        calls[call] = calls[call] with { Returned = ending == Ending.Unknown ? null : at, Ending = ending, Status = status, Seen = seen };
    }

    private sealed record Asked(ActKind Kind, int Customer, string Principal)
    {
        public SortedDictionary<int, Attempt> Calls { get; } = [];
    }
}
