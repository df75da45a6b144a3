using System.Text.Json;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>The members of an object whose names, as all of SCIM's, mean the same in every case. Two that differ by case alone are one twice.</summary>
internal sealed class Members
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each member as it is written.</summary>
    public IEnumerable<(string Name, JsonElement Value)> All => _members.Select(m => (m.Key, m.Value));

    /// <summary>The members of an object; or the problem with them.</summary>
    /// <param name="element">The object.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="known">The names that there may be; none for any.</param>
    public static Read<Members> Of(JsonElement element, string pointer, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return ProblemResult.At(pointer, Catalogue.ValidationFailed);
        }

        var members = new Members();
        var unknown = new List<Violation>();
        foreach (var member in element.EnumerateObject())
        {
            var at = Pointer.Below(pointer, member.Name);
            if (!members._members.TryAdd(member.Name, member.Value))
            {
                return ProblemResult.At(at, Catalogue.DuplicateProperty);
            }

            if (known.Length > 0 && !Contains(known, member.Name))
            {
                unknown.Add(new Violation(at, Catalogue.UnknownProperty.Slug));
            }
        }

        return unknown.Count > 0 ? new ProblemResult(Catalogue.UnknownProperty, unknown) : members;
    }

    /// <summary>A member; null when it is absent or null, which SCIM does not tell apart.</summary>
    public JsonElement? Find(string name) => _members.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member that is a text; null when it is absent.</summary>
    public Read<string?> Text(string name, string pointer) =>
        Find(name) is not { } value ? (string?)null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : ProblemResult.At(Pointer.Below(pointer, name), Catalogue.ValidationFailed);

    /// <summary>The problem of a message that does not say that it is one of this schema; null when it does.</summary>
    public ProblemResult? NotOf(string schema) =>
        Find("schemas") is { ValueKind: JsonValueKind.Array } said
            && said.EnumerateArray().Any(s => s.ValueKind == JsonValueKind.String && schema.Equals(s.GetString(), StringComparison.OrdinalIgnoreCase))
            ? null
            : ProblemResult.At(Pointer.To("schemas"), Catalogue.ValidationFailed);

    private static bool Contains(ReadOnlySpan<string> names, string sought)
    {
        foreach (var name in names)
        {
            if (name.Equals(sought, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
