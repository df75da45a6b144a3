using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IdentityGrains.Scenarios.Secrecy;

/// <summary>
/// Values that occur nowhere else, and the search for them: as UTF-8, as UTF-16 in either order, and as their plain hash, since the hash of a value that
/// can be guessed is the value.
/// </summary>
public sealed class Canaries
{
    private const int Window = sizeof(long);

    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<(byte[] Bytes, string Name)>> _needles = [];
    private readonly ConcurrentBag<string> _values = [];

    /// <summary>How many were made.</summary>
    public int Count => _values.Count;

    /// <summary>A text of its own, for example <c>canary1f2e3d4c0017</c>.</summary>
    public string Text() => Plant(n => $"canary{_run}{n:0000}");

    /// <summary>An e-mail address of its own.</summary>
    public string Email() => Plant(n => $"canary{_run}{n:0000}@birds.example");

    /// <summary>A telephone number of its own.</summary>
    public string Phone() => Plant(n => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"+491712{n:000000}"));

    /// <summary>The first one that the bytes hold; null when they hold none.</summary>
    public string? FoundIn(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at + Window <= bytes.Length; at++)
        {
            if (_needles.TryGetValue(MemoryMarshal.Read<long>(bytes[at..]), out var beginning))
            {
                foreach (var (needle, name) in beginning)
                {
                    if (bytes[at..].StartsWith(needle))
                    {
                        return name;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The first one that the text holds; null when it holds none.</summary>
    public string? FoundIn(string? text) => text is null ? null : FoundIn(Encoding.UTF8.GetBytes(text));

    private string Plant(Func<int, string> make)
    {
        lock (_gate)
        {
            var value = make(_values.Count);
            _values.Add(value);
            Seek(Encoding.UTF8.GetBytes(value), value);
            Seek(Encoding.Unicode.GetBytes(value), value + " in UTF-16");
            Seek(Encoding.BigEndianUnicode.GetBytes(value), value + " in big-endian UTF-16");
            Seek(SHA256.HashData(Encoding.UTF8.GetBytes(value)), "the hash of " + value);
            Seek(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))), "the hash in letters of " + value);
            return value;
        }
    }

    private void Seek(byte[] needle, string name)
    {
        var key = MemoryMarshal.Read<long>(needle);
        ref var beginning = ref CollectionsMarshal.GetValueRefOrAddDefault(_needles, key, out _);
        (beginning ??= []).Add((needle, name));
    }
}
