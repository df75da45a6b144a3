using System.Globalization;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Signals;

/// <summary>The content of a signal while it is read, part by part.</summary>
internal sealed class SignalContent
{
    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>Stands before the names that are added from now on, for example <c>usnat.</c>.</summary>
    public string Prefix { get; set; } = string.Empty;

    /// <summary>In ordinal order of the names.</summary>
    public ImmutableArray<Part> Parts => [.. _parts.Select(p => new Part(p.Key, p.Value))];

    public void Add(string name, string text) => _parts[Prefix + name] = text;

    public void Add(string name, int number) => Add(name, number.ToString(CultureInfo.InvariantCulture));

    public void Add(string name, bool flag) => Add(name, flag ? "yes" : "no");

    public void Add(string name, DateTimeOffset instant) => Add(name, instant.ToString("yyyy-MM-ddTHH:mm:ss.fZ", CultureInfo.InvariantCulture));

    /// <summary>The ids, and how many they are.</summary>
    public void Add(string name, IdRanges ids)
    {
        Add(name, ids.ToString());
        Add(name + "Count", ids.Count);
    }
}
