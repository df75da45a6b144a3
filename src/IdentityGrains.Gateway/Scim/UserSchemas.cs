using System.Text.Json.Nodes;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Writes the schemas of a user as they are for one source (RFC 7643, 7): its attributes, and which of them it may say.</summary>
internal static class UserSchemas
{
    private const string Text = "string", Complex = "complex", Flag = "boolean";
    private const string ReadWrite = "readWrite", ReadOnly = "readOnly", Immutable = "immutable";

    private static readonly string[] OfItem = ["type", "primary"];

    public static IEnumerable<JsonObject> Of(UserMapping mapping)
    {
        yield return Schema(ScimSchemas.User, "User", "A customer.", [.. Own(mapping), .. Attributes(mapping, ScimSchemas.User)]);
        foreach (var (schema, name) in new[] { (ScimSchemas.Enterprise, "EnterpriseUser"), (ScimSchemas.Customer, "Customer") })
        {
            if (Attributes(mapping, schema).ToArray() is { Length: > 0 } attributes)
            {
                yield return Schema(schema, name, "Governed fields that the core's attributes do not say.", attributes);
            }
        }

        yield return Schema(
            ScimSchemas.Outcome, "Outcome", "What became of each field that was said, in a word, and which attributes say none.",
            [.. mapping.Places.Select(p => Attribute(p.Field.Field.Value, Text, ReadOnly))]);
    }

    private static JsonObject Schema(string id, string name, string description, params JsonNode[] attributes) => new()
    {
        ["schemas"] = new JsonArray(ScimSchemas.Schema), ["id"] = id, ["name"] = name, ["description"] = description,
        ["attributes"] = new JsonArray(attributes),
    };

    // The resource's names and its state, where no field is said by them.
    private static IEnumerable<JsonObject> Own(UserMapping mapping)
    {
        if (mapping.UserNameIsKey)
        {
            var name = Attribute("userName", Text, Immutable);
            (name["required"], name["uniqueness"], name["caseExact"]) = (true, "server", true);
            yield return name;
        }

        if (mapping.ActiveTellsRestriction)
        {
            yield return Attribute("active", Flag, Immutable);
        }
    }

    private static IEnumerable<JsonObject> Attributes(UserMapping mapping, string schema) =>
        mapping.Places.Where(p => p.Path.Schema == schema).GroupBy(p => p.Path.Attribute).Select(of => of.First() switch
        {
            { IsItem: true } => Items(of.Key, [.. of]),
            { Path.Sub: not null } => WithParts(of.Key, of.Select(p => Attribute(p.Path.Sub!, TypeOf(p), MutabilityOf(p)))),
            var one => One(of.Key, one),
        });

    private static JsonObject Items(string name, Place[] places)
    {
        var parts = places.SelectMany(p => p.IsAddress ? ScimValues.AddressParts.Select(s => (Name: s, Place: p)) : [(p.Path.Sub ?? "value", p)])
            .DistinctBy(p => p.Name).Select(p => Attribute(p.Name, Text, MutabilityOf(p.Place)))
            .Concat(OfItem.Select(s => Attribute(s, s == "primary" ? Flag : Text, s == "primary" ? ReadOnly : ReadWrite)));
        var items = WithParts(name, parts);
        items["multiValued"] = true;
        return items;
    }

    private static JsonObject One(string name, Place place)
    {
        var one = Attribute(name, TypeOf(place), MutabilityOf(place));
        one["multiValued"] = place.Field.Type == "topicSet";
        return one;
    }

    private static JsonObject WithParts(string name, IEnumerable<JsonObject> parts)
    {
        var whole = Attribute(name, Complex, ReadWrite);
        whole["subAttributes"] = new JsonArray([.. parts]);
        return whole;
    }

    private static JsonObject Attribute(string name, string type, string mutability) => new()
    {
        ["name"] = name, ["type"] = type, ["multiValued"] = false, ["required"] = false, ["caseExact"] = false, ["mutability"] = mutability,
        ["returned"] = "default", ["uniqueness"] = "none",
    };

    private static string TypeOf(Place place) => place.Field.Type switch { "bool" => Flag, "address" => Complex, _ => Text };

    private static string MutabilityOf(Place place) => place.Field switch
    {
        { Ranked: false } => ReadOnly,
        { Immutable: true } => Immutable,
        _ => ReadWrite,
    };
}
