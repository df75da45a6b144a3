using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols.Braze;

/// <summary>Braze's users/track, users/export/ids and users/delete.</summary>
internal sealed class SimulatedBraze : ISimulatedProtocol
{
    private const int MostTracked = 75;
    private const int MostExported = 50;
    private const string Key = "external_id";
    private const string Email = "email";
    private const string Subscription = "email_subscribe";

    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "external_id", "email", "email_subscribe", "push_subscribe", "first_name", "last_name", "phone", "language", "country", "home_city",
        "dob", "gender", "time_zone",
    };

    public string Word => "braze";

    public bool IsAuthorised(SimulatedRequest request, string token) => request.Headers.GetValueOrDefault("authorization") == "Bearer " + token;

    public SimulatedReply Unauthorised() => Told(401, "Invalid API Key");

    public SimulatedReply Throttled(string wait) => Told(429, "Rate limit exceeded") with { Headers = [("Retry-After", wait)] };

    public IEnumerable<(string Name, string Value)> RateHeaders(int limit, int remaining, int resets) =>
    [
        ("X-RateLimit-Limit", limit.ToString(CultureInfo.InvariantCulture)), ("X-RateLimit-Remaining", remaining.ToString(CultureInfo.InvariantCulture)),
        ("X-RateLimit-Reset", (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + resets).ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>A subscription is the address's: whatever one profile is told holds for every profile with the same e-mail.</summary>
    public void Spread(Shelf shelf, string key, IEnumerable<string> paths)
    {
        if (!paths.Contains(Subscription) || shelf.Find(key) is not { } record || !record.Fields.TryGetValue(Subscription, out var state))
        {
            return;
        }

        foreach (var other in shelf.Sharing(record, Email).Where(o => !o.Fields.TryGetValue(Subscription, out var s) || s.GetString() != state.GetString()))
        {
            shelf.Write(other.Key, [KeyValuePair.Create(Subscription, state)], "shared_email");
        }
    }

    public SimulatedReply Answer(SimulatedRequest request, Shelf shelf, Strike strike) => (request.Method, request.Path) switch
    {
        ("POST", "/users/track") => Track(request.Json(), shelf, strike),
        ("POST", "/users/export/ids") => Export(request.Json(), shelf, strike),
        ("POST", "/users/delete") => Delete(request.Json(), shelf),
        _ => Told(404, "Not found"),
    };

    private SimulatedReply Track(JsonNode? body, Shelf shelf, Strike strike)
    {
        var attributes = body.Items("attributes");
        if (attributes.Count is 0 or > MostTracked)
        {
            return Told(400, "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.");
        }

        var (errors, written) = (new JsonArray(), new List<WrittenItem>());
        for (var i = 0; i < attributes.Count; i++)
        {
            var fields = attributes[i].Members(Key, "_update_existing_only").ToArray();
            if (attributes[i].Text(Key) is not { Length: > 0 } key || strike.Of(FaultKind.ItemRefused, i) is not null
                || fields.Any(f => strike.Of(FaultKind.FieldGone, f.Key) is not null))
            {
                errors.Add(new JsonObject { ["type"] = "The attributes object is invalid.", ["input_array"] = "attributes", ["index"] = i });
                continue;
            }

            // Taken, and nothing comes of it: an unknown id is no error.
            if (attributes[i] is JsonObject o && o["_update_existing_only"]?.GetValueKind() == JsonValueKind.True && shelf.Find(key) is null)
            {
                written.Add(new WrittenItem(key, null, []));
                continue;
            }

            shelf.Write(key, fields, Shelf.Product, strike);
            Spread(shelf, key, fields.Select(f => f.Key));
            written.Add(new WrittenItem(key, null, [.. fields.Select(f => f.Key)]));
        }

        if (strike.Has(FaultKind.ItemExtra))
        {
            errors.Add(new JsonObject { ["type"] = "The attributes object is invalid.", ["input_array"] = "attributes", ["index"] = attributes.Count + 7 });
        }

        var answer = new JsonObject { ["message"] = "success", ["attributes_processed"] = written.Count };
        if (errors.Count > 0)
        {
            answer["errors"] = errors;
        }

        return new SimulatedReply(201, answer) { Written = written };
    }

    private static SimulatedReply Export(JsonNode? body, Shelf shelf, Strike strike)
    {
        var keys = body.Items("external_ids").Select(k => k?.GetValue<string>() ?? "").ToArray();
        var asked = body.Items("fields_to_export").Select(f => f?.GetValue<string>() ?? "").ToHashSet(StringComparer.Ordinal);
        if (keys.Length is 0 or > MostExported)
        {
            return Told(400, "The number of ids is invalid.");
        }

        var (users, unknown) = (new JsonArray(), new JsonArray());
        foreach (var key in keys)
        {
            if (shelf.Show(key, strike) is not { } record)
            {
                unknown.Add(key);
                continue;
            }

            users.Add(User(strike.Has(FaultKind.ForeignRecord) ? record with { Key = "another-" + key } : record, asked));
        }

        return new SimulatedReply(201, new JsonObject { ["message"] = "success", ["users"] = users, ["invalid_user_ids"] = unknown });
    }

    private static JsonObject User(ShelfRecord record, HashSet<string> asked)
    {
        var user = new JsonObject { [Key] = record.Key };
        var custom = new JsonObject();
        foreach (var (path, value) in record.Fields)
        {
            if (!Own.Contains(path))
            {
                custom[path] = value.Node();
            }
            else if (asked.Contains(path))
            {
                user[path] = value.Node();
            }
        }

        if (asked.Contains("custom_attributes"))
        {
            user["custom_attributes"] = custom;
        }

        return user;
    }

    private static SimulatedReply Delete(JsonNode? body, Shelf shelf)
    {
        var deleted = body.Items("external_ids").Count(k => shelf.Remove(k?.GetValue<string>() ?? ""));
        return new SimulatedReply(201, new JsonObject { ["message"] = "success", ["deleted"] = deleted });
    }

    private static SimulatedReply Told(int status, string message) => new(status, new JsonObject { ["message"] = message });
}
