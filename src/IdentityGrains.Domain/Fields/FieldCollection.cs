using System.Collections;

namespace IdentityGrains.Domain.Fields;

/// <summary>
/// What is known of a customer, field by field, in ordinal order of the names. Of a dictionary's nodes there is one for each field, and whoever reads one has
/// to sort.
/// </summary>
public sealed record FieldCollection : IReadOnlyCollection<KeyValuePair<FieldName, FieldState>>
{
    /// <summary>Nothing is known.</summary>
    public static readonly FieldCollection Empty = new([]);

    private readonly ImmutableArray<KeyValuePair<FieldName, FieldState>> _fields;

    private FieldCollection(ImmutableArray<KeyValuePair<FieldName, FieldState>> fields) => _fields = fields;

    /// <summary>How many fields are known.</summary>
    public int Count => _fields.Length;

    /// <summary>The fields' names, in their order.</summary>
    public IEnumerable<FieldName> Keys => _fields.Select(f => f.Key);

    /// <summary>The fields' states, in the order of their names.</summary>
    public IEnumerable<FieldState> Values => _fields.Select(f => f.Value);

    /// <summary>These fields, in whatever order they come.</summary>
    /// <exception cref="ArgumentException">A field comes twice.</exception>
    public static FieldCollection Of(ImmutableArray<KeyValuePair<FieldName, FieldState>> fields)
    {
        var sorted = fields.Sort(static (one, other) => string.CompareOrdinal(one.Key.Value, other.Key.Value));
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Key == sorted[i - 1].Key)
            {
                throw new ArgumentException("A field comes twice.", nameof(fields));
            }
        }

        return new FieldCollection(sorted);
    }

    /// <summary>The field's state, or the other one when nobody has spoken of it.</summary>
    public FieldState Find(FieldName name, FieldState otherwise) => IndexOf(name) is >= 0 and var index ? _fields[index].Value : otherwise;

    /// <summary>The same with one field's state in place of what was known of it.</summary>
    public FieldCollection SetItem(FieldName name, FieldState state)
    {
        var (index, field) = (IndexOf(name), KeyValuePair.Create(name, state));
        return new FieldCollection(index >= 0 ? _fields.SetItem(index, field) : _fields.Insert(~index, field));
    }

    /// <summary>Walks the fields in the order of their names, without an allocation.</summary>
    public ImmutableArray<KeyValuePair<FieldName, FieldState>>.Enumerator GetEnumerator() => _fields.GetEnumerator();

    /// <summary>Never what is known.</summary>
    public override string ToString() => "[fields]";

    IEnumerator<KeyValuePair<FieldName, FieldState>> IEnumerable<KeyValuePair<FieldName, FieldState>>.GetEnumerator() =>
        _fields.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _fields.AsEnumerable().GetEnumerator();

    // The index, or the complement of where it would stand.
    private int IndexOf(FieldName name)
    {
        var (low, high) = (0, _fields.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            switch (string.CompareOrdinal(_fields[middle].Key.Value, name.Value))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }
}
