using System.Text.Json;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Reads a user as a POST or PUT brings it.</summary>
internal sealed class ResourceReading(UserMapping mapping)
{
    private readonly Said _said = new();

    /// <summary>What the resource says; or the first problem with it.</summary>
    public static Read<Said> Of(JsonElement body, UserMapping mapping)
    {
        var reading = new ResourceReading(mapping);
        return reading.Resource(body) is { } problem ? problem : reading._said.Checked();
    }

    /// <summary>Reads one attribute into what is said; the problem with it, or null.</summary>
    public static ProblemResult? Attribute(AttributePath path, JsonElement value, string pointer, UserMapping mapping, Said said)
    {
        var places = mapping.At(path.Schema, path.Attribute).ToArray();
        if (places.Length == 0)
        {
            return Unmapped(path, value, pointer, mapping, said);
        }

        return places[0] switch
        {
            { IsItem: true } => Items(places, value, pointer, said),
            { Path.Sub: not null } => Parts(places, value, pointer, said),
            _ => One(places[0], value, pointer, said),
        };
    }

    /// <summary>The attribute that says no field, or the resource's own name or state.</summary>
    public static ProblemResult? Unmapped(AttributePath path, JsonElement value, string pointer, UserMapping mapping, Said said)
    {
        var wrong = ProblemResult.At(pointer, Catalogue.ValidationFailed);
        if (path.Schema == ScimSchemas.User && path.Attribute is "externalId" or "userName")
        {
            if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } name)
            {
                return wrong;
            }

            (said.ExternalId, said.UserName) = path.Attribute == "externalId" ? (name, said.UserName) : (said.ExternalId, name);
            return null;
        }

        if (path is { Schema: ScimSchemas.User, Attribute: "active" } && mapping.ActiveTellsRestriction)
        {
            said.Active = ScimValues.ReadFlag(value);
            return said.Active is null ? wrong : null;
        }

        if (!path.IsKnown || path.Schema == ScimSchemas.Customer)
        {
            return ProblemResult.At(pointer, Catalogue.UnknownProperty);
        }

        said.Ignored.Add((path with { Type = null, Sub = null }).ToString());
        return null;
    }

    /// <summary>The places of one of an attribute's values, by its type; none when that says no field, or when several could be meant.</summary>
    public static Place[] ItemOf(Place[] places, string? type)
    {
        var named = type is null or AttributePath.Primary ? places[0].Path.Type : type.ToLowerInvariant();
        return type is null && places.Any(p => p.Path.Type != named) ? [] : [.. places.Where(p => p.Path.Type == named)];
    }

    private ProblemResult? Resource(JsonElement body)
    {
        if (!Members.Of(body, Pointer.Root).Ok(out var members, out var problem))
        {
            return problem;
        }

        var unknown = members.All.Where(m => m.Name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
            ? AttributePath.SchemaOf(m.Name) is null : !AttributePath.Of(ScimSchemas.User, m.Name).IsKnown).ToArray();
        if (unknown.Length > 0)
        {
            return new ProblemResult(
                Catalogue.UnknownProperty, [.. unknown.Select(m => new Violation(Pointer.To(m.Name), Catalogue.UnknownProperty.Slug))]);
        }

        if (members.NotOf(ScimSchemas.User) is { } other)
        {
            return other;
        }

        foreach (var (name, value) in members.All)
        {
            var found = AttributePath.SchemaOf(name) is { } schema
                ? OfSchema(schema, value, Pointer.To(name))
                : OfSchema(ScimSchemas.User, name, value, Pointer.Root);
            if (found is { } wrong)
            {
                return wrong;
            }
        }

        // The RFC has no user without one; a source whose users have none says its native key again.
        return members.Find("userName") is null ? ProblemResult.At(Pointer.To("userName"), Catalogue.ValidationFailed) : null;
    }

    private ProblemResult? OfSchema(string schema, JsonElement extension, string pointer)
    {
        if (schema == ScimSchemas.Outcome || extension.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Members.Of(extension, pointer).Ok(out var members, out var problem)
            ? members.All.Select(m => OfSchema(schema, m.Name, m.Value, pointer)).FirstOrDefault(p => p is not null)
            : problem;
    }

    // Null says as much as nothing does (RFC 7643, 2.5): the source does not claim it.
    private ProblemResult? OfSchema(string schema, string name, JsonElement value, string pointer)
    {
        var path = AttributePath.Of(schema, name);
        return path.IsReadOnly || value.ValueKind == JsonValueKind.Null ? null
            : Attribute(path, value, Pointer.Below(pointer, name), mapping, _said);
    }

    private static ProblemResult? One(Place place, JsonElement value, string pointer, Said said)
    {
        if (!ScimValues.Read(value, place, pointer).Ok(out var read, out var problem))
        {
            return problem;
        }

        said.Say(place, read, pointer);
        return null;
    }

    private static ProblemResult? Parts(Place[] places, JsonElement value, string pointer, Said said)
    {
        if (!Members.Of(value, pointer).Ok(out var members, out var problem))
        {
            return problem;
        }

        foreach (var (name, part) in members.All)
        {
            var at = Pointer.Below(pointer, name);
            var place = places.FirstOrDefault(p => string.Equals(p.Path.Sub, name, StringComparison.OrdinalIgnoreCase));
            if (place is null)
            {
                if (!ScimSchemas.IsSub(name))
                {
                    return ProblemResult.At(at, Catalogue.UnknownProperty);
                }

                said.Ignored.Add((places[0].Path with { Sub = ScimSchemas.Sub(name) }).ToString());
            }
            else if (One(place, part, at, said) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static ProblemResult? Items(Place[] places, JsonElement value, string pointer, Said said)
    {
        var (many, seen) = (value.ValueKind == JsonValueKind.Array, new HashSet<Place>());
        foreach (var (index, item) in (many ? value.EnumerateArray().ToArray() : [value]).Index())
        {
            var at = many ? Pointer.Below(pointer, index) : pointer;
            if (!Members.Of(item, at).Ok(out var members, out var problem) || !members.Text("type", at).Ok(out var type, out problem))
            {
                return problem;
            }

            var meant = ItemOf(places, type);
            if (meant.Length == 0)
            {
                said.Ignored.Add(places[0].Path.Attribute);
            }
            else if (!seen.Add(meant[0]))
            {
                // Two of one type: neither comes first.
                return ProblemResult.At(at, Catalogue.ValidationFailed);
            }
            else if (meant.Select(place => One(place, item, at, said)).FirstOrDefault(p => p is not null) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }
}
