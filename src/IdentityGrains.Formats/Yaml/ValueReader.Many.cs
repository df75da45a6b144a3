using System.Text.RegularExpressions;

namespace IdentityGrains.Formats.Yaml;

internal sealed partial class ValueReader
{
    /// <summary>One mapping.</summary>
    public T? Mapping<T>(Func<MappingReader, T> read) => MappingReader.Read(node, errors, read);

    /// <summary>A mapping from names to mappings.</summary>
    public ImmutableArray<T> Entries<T>(Regex names, string described, Func<string, MappingReader, T> read) =>
        [.. Pairs(names, described).Select(e => (e.Key, Value: e.Value.Mapping(m => read(e.Key, m)))).Where(e => e.Value is not null).Select(e => e.Value!)];

    /// <summary>A mapping from names to values.</summary>
    public List<KeyValuePair<string, ValueReader>> Pairs(Regex names, string described)
    {
        var pairs = new List<KeyValuePair<string, ValueReader>>();
        if (node is not YamlMapping mapping)
        {
            Refuse("wrong-type", "A mapping is expected here.");
            return pairs;
        }

        foreach (var (name, value) in mapping.Entries)
        {
            if (!names.IsMatch(name))
            {
                errors.Add(value, "invalid-name", $"The key must be {described}.");
            }

            pairs.Add(new(name, new ValueReader(value, errors)));
        }

        return pairs;
    }

    /// <summary>A list of mappings.</summary>
    public ImmutableArray<T> Items<T>(Func<MappingReader, T> read) =>
        [.. Values().Select(v => v.Mapping(read)).Where(v => v is not null).Select(v => v!)];

    /// <summary>A list of values, each written once.</summary>
    public ImmutableArray<string> Set(Func<ValueReader, string> read)
    {
        var texts = new List<string>();
        foreach (var value in Values())
        {
            var text = read(value);
            if (text.Length == 0)
            {
                continue;
            }

            if (texts.Contains(text))
            {
                value.Refuse("duplicate-item", "This is written twice in one list.");
                continue;
            }

            texts.Add(text);
        }

        return [.. texts];
    }

    /// <summary>A list of words of a closed vocabulary, each written once.</summary>
    public ImmutableArray<string> Words(params string[] vocabulary) => Set(v => v.Word(vocabulary));

    /// <summary>A list.</summary>
    public IReadOnlyList<ValueReader> Values()
    {
        if (node is YamlSequence sequence)
        {
            return [.. sequence.Items.Select(i => new ValueReader(i, errors))];
        }

        Refuse("wrong-type", "A list is expected here.");
        return [];
    }
}
