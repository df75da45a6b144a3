using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Formats.Values;

/// <summary>Type <c>address</c>: the parts that the policy groups, which change together or not at all.</summary>
/// <param name="group">The names of the parts; all must be there, except a second line.</param>
internal sealed class AddressFormat(ImmutableArray<string> group) : FieldFormat
{
    /// <summary>Every part that an address may have.</summary>
    public static readonly string[] Names = ["line1", "line2", "city", "postcode", "country"];

    private const int MostCodePoints = 200;
    private const int MostBytes = 800;
    private const string Optional = "line2";
    private const string Country = "country";

    private static readonly TextFormat PartText = new(MostCodePoints, MostBytes);

    /// <inheritdoc/>
    public override FieldValue? Read(FieldValue raw, out string fault)
    {
        fault = "";
        if (raw.IsBlank)
        {
            return FieldValue.Blank;
        }

        fault = FieldFaults.ValidationFailed;
        if (raw is not FieldValue.Parts { Values: var written } || written.Length > Names.Length)
        {
            return null;
        }

        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in written)
        {
            if (!group.Contains(part.Name) || parts.ContainsKey(part.Name) || PartText.Read(new FieldValue.Text(part.Text), out fault) is not { } read)
            {
                fault = fault.Length == 0 ? FieldFaults.ValidationFailed : fault;
                return null;
            }

            parts[part.Name] = read is FieldValue.Text { Value: var value } ? value : "";
        }

        return Whole(parts, out fault);
    }

    private FieldValue? Whole(SortedDictionary<string, string> parts, out string fault)
    {
        fault = "";
        if (parts.Values.All(v => v.Length == 0))
        {
            return FieldValue.Blank;
        }

        var whole = group.All(name => name == Optional || parts.GetValueOrDefault(name) is { Length: > 0 });
        if (parts.TryGetValue(Country, out var country))
        {
            parts[Country] = country.ToUpperInvariant();
            whole &= Countries.Known(parts[Country]);
        }

        fault = whole ? "" : FieldFaults.ValidationFailed;
        return whole ? new FieldValue.Parts([.. parts.Where(p => p.Value.Length > 0).Select(p => new Part(p.Key, p.Value))]) : null;
    }
}
