using System.Text.Json;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>What the paths of a PATCH mean, and what each operation says there.</summary>
internal sealed class PatchTarget(UserMapping mapping, CustomerView view)
{
    /// <summary>What was said so far.</summary>
    public Said Said { get; } = new();

    /// <summary>Says a value of what a path names; null says that there is nothing. The problem, or null.</summary>
    public ProblemResult? Say(PatchVerb verb, AttributePath path, JsonElement? value, string pathPointer, string pointer)
    {
        var places = mapping.At(path.Schema, path.Attribute).ToArray();
        return places.Length == 0 ? Unmapped(path, value, pathPointer, pointer) : Mapped(verb, path, places, value, pathPointer, pointer);
    }

    private ProblemResult? Unmapped(AttributePath path, JsonElement? value, string pathPointer, string pointer)
    {
        if (!path.IsKnown || path.Schema == ScimSchemas.Customer)
        {
            return ProblemResult.At(pathPointer, Catalogue.InvalidPath);
        }

        if (value is { } given)
        {
            return ResourceReading.Unmapped(path, given, pointer, mapping, Said);
        }

        // The resource's names and its state do not go away; what says no field has nothing to lose.
        if (path is { Schema: ScimSchemas.User, Attribute: "externalId" or "userName" or "active" })
        {
            return ProblemResult.At(pathPointer, Catalogue.NotMutable);
        }

        Said.Ignored.Add((path with { Type = null, Sub = null }).ToString());
        return null;
    }

    private ProblemResult? Mapped(PatchVerb verb, AttributePath path, Place[] places, JsonElement? value, string pathPointer, string pointer)
    {
        if (places[0].IsItem && path.Type is null && path.Sub is null)
        {
            // Said as a whole, what is not among it is gone.
            foreach (var place in verb == PatchVerb.Add && value is not null ? [] : places)
            {
                Said.Say(place, FieldValue.Blank, pathPointer);
            }

            return value is null ? null : ResourceReading.Attribute(path, value.Value, pointer, mapping, Said);
        }

        if (places[0].IsItem)
        {
            var meant = ResourceReading.ItemOf(places, path.Type);
            return meant.Length > 0 ? Of(meant, verb, path, value, pathPointer, pointer) : Ignore(path);
        }

        if (path.Type is not null)
        {
            return ProblemResult.At(pathPointer, Catalogue.NoTarget);
        }

        if (places[0].Path.Sub is null)
        {
            return path.Sub is null ? One(verb, places[0], value, pointer) : ProblemResult.At(pathPointer, Catalogue.InvalidPath);
        }

        if (path.Sub is not null || value is null)
        {
            return Of(places, verb, path, value, pathPointer, pointer);
        }

        return ResourceReading.Attribute(path, value.Value, pointer, mapping, Said);
    }

    // One value of many, or the parts of one: the parts that the path names, or all.
    private ProblemResult? Of(Place[] places, PatchVerb verb, AttributePath path, JsonElement? value, string pathPointer, string pointer)
    {
        var address = Array.Find(places, p => p.IsAddress);
        if (address is not null && path.Sub is { } part && ScimValues.AddressParts.Contains(part))
        {
            return Part(address, part, value, pointer);
        }

        if (address is not null && path.Sub is null && verb == PatchVerb.Add && value is { } more)
        {
            return Say(address, ScimValues.ReadAddress(more, Seen(address), pointer), pointer);
        }

        var named = places.Where(p => path.Sub is null || (p.Path.Sub ?? (p.IsAddress ? null : "value")) == path.Sub).ToArray();
        return named.Length > 0 ? named.Select(p => One(verb, p, value, pointer)).FirstOrDefault(p => p is not null)
            : ScimSchemas.IsSub(path.Sub!) ? Ignore(path)
            : ProblemResult.At(pathPointer, Catalogue.InvalidPath);
    }

    private ProblemResult? Part(Place address, string part, JsonElement? value, string pointer) =>
        value is null or { ValueKind: JsonValueKind.String }
            ? Say(address, ScimValues.With(Seen(address), part, value?.GetString(), pointer), pointer)
            : ProblemResult.At(pointer, Catalogue.ValidationFailed);

    private ProblemResult? One(PatchVerb verb, Place place, JsonElement? value, string pointer)
    {
        if (value is not { } given)
        {
            return Say(place, FieldValue.Blank, pointer);
        }

        if (!ScimValues.Read(given, place, pointer).Ok(out var read, out var problem))
        {
            return problem;
        }

        return Say(place, verb == PatchVerb.Add && read is FieldValue.Topics more && Seen(place) is FieldValue.Topics seen
            ? new FieldValue.Topics([.. seen.Values.Union(more.Values, StringComparer.Ordinal).Order(StringComparer.Ordinal)]) : read, pointer);
    }

    private ProblemResult? Say(Place place, Read<FieldValue> read, string pointer)
    {
        if (!read.Ok(out var value, out var problem))
        {
            return problem;
        }

        Said.Say(place, value, pointer);
        return null;
    }

    private ProblemResult? Ignore(AttributePath path)
    {
        Said.Ignored.Add((path with { Type = null }).ToString());
        return null;
    }

    private FieldValue Seen(Place place) => Said.Find(place)
        ?? view.Fields.FirstOrDefault(f => f.Field == place.Field.Field && f.Visible)?.Value ?? FieldValue.Blank;
}
