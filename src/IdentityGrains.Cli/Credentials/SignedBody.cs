using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Cli.Credentials;

/// <summary>
/// The canonical text of an act, made of the body that is sent, as any client makes it (docs/api.md): the act's name is added, what says nothing is left
/// out, and the instant is written in its one form.
/// </summary>
internal static class SignedBody
{
    private const string ObservedAt = "observedAt", Fields = "fields", Notice = "noticeVersion", Decision = "decision", By = "by", Field = "field";

    /// <summary>The digest of the text; null when the body is no act.</summary>
    public static string? DigestOf(string act, ReadOnlySpan<byte> body, string? field = null) =>
        TextOf(act, body, field) is { } text ? CommandText.DigestOf(text) : null;

    /// <summary>The text; null when the body is no act.</summary>
    /// <param name="act">The act's name.</param>
    /// <param name="body">The body that is sent.</param>
    /// <param name="field">The contact point that the address names; null where it names none.</param>
    public static string? TextOf(string act, ReadOnlySpan<byte> body, string? field = null)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) is JsonObject members
                && TryRead(members[ObservedAt], out var observed)
                ? CanonicalJson.Write(Normal(members, act, observed, field))
                : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // No JSON, a name twice, or half a character.
            return null;
        }
    }

    private static JsonObject Normal(JsonObject members, string act, DateTimeOffset observed, string? field)
    {
        foreach (var (name, value) in members.ToArray())
        {
            if (value is null or JsonArray { Count: 0 })
            {
                members.Remove(name);
            }
        }

        // Who withdraws need not have read a notice; the command does not keep it.
        if (members[Decision] is JsonValue decision && decision.GetValueKind() == JsonValueKind.String && decision.GetValue<string>() == "withdrawn")
        {
            members.Remove(Notice);
        }

        // That it is the customer's word is what a consent says without saying so.
        if (members[By] is JsonValue by && by.GetValueKind() == JsonValueKind.String && by.GetValue<string>() == "customer")
        {
            members.Remove(By);
        }

        foreach (var parts in (members[Fields] as JsonObject)?.Select(f => f.Value).OfType<JsonObject>() ?? [])
        {
            foreach (var name in parts.Where(p => p.Value is null).Select(p => p.Key).ToArray())
            {
                parts.Remove(name);
            }
        }

        if (field is not null)
        {
            members[Field] = field;
        }

        (members["act"], members[ObservedAt]) = (act, CommandText.Of(observed));
        return members;
    }

    private static bool TryRead(JsonNode? text, out DateTimeOffset instant)
    {
        instant = default;
        return text?.GetValueKind() == JsonValueKind.String
            && DateTimeOffset.TryParse(text.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }
}
