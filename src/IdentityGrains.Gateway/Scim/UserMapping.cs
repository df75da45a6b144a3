using IdentityGrains.Domain;
using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Gateway.Scim;

/// <summary>One governed field and the attribute that says it.</summary>
/// <param name="Field">The field as the source stands to it.</param>
/// <param name="Path">The attribute.</param>
internal sealed record Place(BoundField Field, AttributePath Path)
{
    /// <summary>True when it is one of an attribute's many values.</summary>
    public bool IsItem => Path.Type is not null;

    /// <summary>True when the attribute is the standard's postal address, whose parts have other names than the field's.</summary>
    public bool IsAddress => IsItem && Field.Type == "address";
}

/// <summary>Which attribute says which field, for one source. Every field of the policy has one; whether the source may say it is the policy's.</summary>
internal sealed class UserMapping
{
    private static readonly Dictionary<string, AttributePath> Usual = new(StringComparer.Ordinal)
    {
        ["given_name"] = Path("name.givenName"),
        ["family_name"] = Path("name.familyName"),
        ["email"] = Path("emails[type eq \"work\"]"),
        ["phone_mobile"] = Path("phoneNumbers[type eq \"mobile\"]"),
        ["postal_address"] = Path("addresses[type eq \"work\"]"),
        ["language"] = Path("preferredLanguage"),
    };

    private readonly ILookup<(string Schema, string Attribute), Place> _at;

    private UserMapping(BoundSource source, IReadOnlyList<Place> places)
    {
        (Source, Places) = (source, places);
        _at = places.ToLookup(p => (p.Path.Schema, p.Path.Attribute));
    }

    /// <summary>The source.</summary>
    public BoundSource Source { get; }

    /// <summary>Every field's place, in the order of the fields.</summary>
    public IReadOnlyList<Place> Places { get; }

    /// <summary>True when no field is said by <c>userName</c>: then it is the source's native key.</summary>
    public bool UserNameIsKey => !At(ScimSchemas.User, "userName").Any();

    /// <summary>True when no field is said by <c>active</c>: then it tells whether processing is restricted, and is not set here.</summary>
    public bool ActiveTellsRestriction => !At(ScimSchemas.User, "active").Any();

    public static UserMapping Of(BoundSource source, ScimOptions options)
    {
        var own = options.Sources.TryGetValue(source.Source.Value, out var configured) ? configured.Fields : new Dictionary<string, string>();
        var taken = own.Values.Select(ScimOptions.PathOf).OfType<AttributePath>().ToArray();
        return new UserMapping(source, [.. source.Fields.Select(f => new Place(f, PathOf(f.Field)))]);

        // Whose usual attribute says another field here is said under its own name.
        AttributePath PathOf(FieldName field) =>
            own.TryGetValue(field.Value, out var text) && ScimOptions.PathOf(text) is { } named ? named
            : Usual.TryGetValue(field.Value, out var usual) && !Array.Exists(taken, t => t.Collides(usual)) ? usual
            : AttributePath.Of(ScimSchemas.Customer, field.Value);
    }

    /// <summary>The places at an attribute: several where it has parts or many values.</summary>
    public IEnumerable<Place> At(string schema, string attribute) => _at[(schema, attribute)];

    private static AttributePath Path(string text) => AttributePath.Parse(text, out _)!;
}
