using System.Text.Json.Nodes;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Writes a customer as the user that the caller may see.</summary>
internal static class ResourceWriting
{
    private const string Ignored = "ignored";

    /// <summary>The resource.</summary>
    /// <param name="view">The customer, as the caller may see it.</param>
    /// <param name="mapping">Which attribute says which field.</param>
    /// <param name="http">Where it is asked.</param>
    /// <param name="key">The native key under which it was found; null for the first one.</param>
    public static JsonObject Of(CustomerView view, UserMapping mapping, HttpContext http, string? key = null)
    {
        var own = key ?? view.Keys.FirstOrDefault().Key;
        var user = new JsonObject { ["schemas"] = new JsonArray(ScimSchemas.User), ["id"] = view.Customer.ToString() };
        if (own is not null)
        {
            user["externalId"] = own;
        }

        if (mapping.UserNameIsKey)
        {
            user["userName"] = own ?? view.Customer.ToString();
        }

        if (mapping.ActiveTellsRestriction)
        {
            user["active"] = !view.Restricted;
        }

        var seen = view.Fields.Where(f => f.Visible && !f.Value.IsBlank).ToDictionary(f => f.Field, f => f.Value);
        foreach (var place in mapping.Places)
        {
            if (seen.TryGetValue(place.Field.Field, out var value) && ScimValues.Write(value, place) is { } written)
            {
                Put(user, place.Path, written);
            }
        }

        // A user has one; where the field that says it has no value, the id is the name that never lies.
        user["userName"] ??= view.Customer.ToString();
        user["meta"] = new JsonObject
        {
            ["resourceType"] = "User", ["lastModified"] = Rfc3339.Write(view.RecordedAt), ["location"] = Location(http, view.Customer),
            ["version"] = ScimTag.Of(view.Version),
        };
        return user;
    }

    /// <summary>Tells beside the resource what became of what was said, field by field, and which attributes say no field.</summary>
    public static void Outcomes(JsonObject user, ImmutableArray<FieldOutcome> fields, IEnumerable<string> ignored)
    {
        var outcomes = new JsonObject();
        foreach (var field in fields)
        {
            outcomes[field.Field.Value] = Words.Of(field.Outcome);
        }

        foreach (var attribute in ignored)
        {
            outcomes[attribute] = Ignored;
        }

        user["schemas"]!.AsArray().Add(ScimSchemas.Outcome);
        user[ScimSchemas.Outcome] = outcomes;
    }

    /// <summary>The resource's address.</summary>
    public static string Location(HttpContext http, CustomerId customer) =>
        $"{http.Request.Scheme}://{http.Request.Host}{ScimRoutes.Prefix}{ScimRoutes.Users}/{customer}";

    private static void Put(JsonObject user, AttributePath path, JsonNode value)
    {
        var within = user;
        if (path.Schema != ScimSchemas.User)
        {
            if (user[path.Schema] is null)
            {
                user["schemas"]!.AsArray().Add(path.Schema);
            }

            within = Within(user, path.Schema);
        }

        if (path.Type is not null)
        {
            Put(Item(within, path), path.Sub, value);
        }
        else if (path.Sub is not null)
        {
            Within(within, path.Attribute)[path.Sub] = value;
        }
        else
        {
            within[path.Attribute] = value;
        }
    }

    // An address is its parts; all else is a value, or the part that the path names.
    private static void Put(JsonObject item, string? sub, JsonNode value)
    {
        if (sub is null && value is JsonObject parts)
        {
            foreach (var (name, part) in parts.ToArray())
            {
                item[name] = part?.DeepClone();
            }
        }
        else
        {
            item[sub ?? "value"] = value;
        }
    }

    private static JsonObject Item(JsonObject within, AttributePath path)
    {
        if (within[path.Attribute] is not JsonArray items)
        {
            within[path.Attribute] = items = [];
        }

        var item = items.OfType<JsonObject>().FirstOrDefault(i => i["type"]?.GetValue<string>() == path.Type);
        if (item is null)
        {
            items.Add(item = new JsonObject { ["type"] = path.Type });
            if (items.Count == 1)
            {
                item["primary"] = true;
            }
        }

        return item;
    }

    private static JsonObject Within(JsonObject outer, string name)
    {
        if (outer[name] is not JsonObject inner)
        {
            outer[name] = inner = [];
        }

        return inner;
    }
}
