using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Yaml;

/// <summary>Reads one mapping and remembers which keys were asked for: what is left over nobody knows, and a document may not say it.</summary>
internal sealed class MappingReader
{
    private readonly YamlMapping _mapping;
    private readonly PolicyErrors _errors;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private MappingReader(YamlMapping mapping, PolicyErrors errors)
    {
        _mapping = mapping;
        _errors = errors;
    }

    /// <summary>Reads a mapping with <paramref name="read"/> and reports the keys that it did not ask for. Default when the node is no mapping.</summary>
    public static T? Read<T>(YamlNode? node, PolicyErrors errors, Func<MappingReader, T> read)
    {
        if (node is not YamlMapping mapping)
        {
            if (node is not null and not YamlRefused)
            {
                errors.Add(node, "wrong-type", "A mapping is expected here.");
            }

            return default;
        }

        var reader = new MappingReader(mapping, errors);
        var result = read(reader);
        reader.ReportUnknown();
        return result;
    }

    public bool Has(string key) => _mapping.Entries.ContainsKey(key);

    /// <summary>The value of a key that must be there.</summary>
    public ValueReader Required(string key)
    {
        if (Optional(key) is { } value)
        {
            return value;
        }

        _errors.Add(new PolicyError(PathOf(key), _mapping.Line, "missing-key", $"The key {key} is required here."));
        return new ValueReader(null, _errors);
    }

    /// <summary>The value of a key; null when the key is not there.</summary>
    public ValueReader? Optional(string key)
    {
        _known.Add(key);
        return _mapping.Entries.TryGetValue(key, out var node) ? new ValueReader(node, _errors) : null;
    }

    /// <summary>The value of a key that must be there and may say null.</summary>
    public ValueReader? Nullable(string key) => Required(key) is { IsNull: false } value ? value : null;

    /// <summary>Something is wrong with the value of a key, or with its absence.</summary>
    public void Refuse(string key, string code, string sentence) =>
        _errors.Add(new PolicyError(PathOf(key), _mapping.Entries.TryGetValue(key, out var node) ? node.Line : _mapping.Line, code, sentence));

    /// <summary>Something is wrong with the mapping as a whole.</summary>
    public void Refuse(string code, string sentence) => _errors.Add(_mapping, code, sentence);

    private string PathOf(string key) => _mapping.Path + "/" + YamlNode.Escape(key);

    private void ReportUnknown()
    {
        foreach (var (key, node) in _mapping.Entries)
        {
            if (!_known.Contains(key))
            {
                _errors.Add(node, "unknown-key", $"This key is not known here; known are {string.Join(", ", _known)}.");
            }
        }
    }
}
