using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Callers;

/// <summary>
/// The canonical text of a command, of which a source signs the digest: the act's name and the members of its HTTP body as canonical JSON. Neither the
/// customer nor the operation id stands in it: the signature names both besides. It holds values in the clear; keep nothing of it but the digest.
/// </summary>
public static class CommandText
{
    /// <summary>The name of each act, as the HTTP API calls it.</summary>
    public const string Create = "createCustomer", Attach = "attachKey", Assert = "assertFields", Consent = "recordConsent", Restriction = "restrictProcessing";

    /// <summary>The text; null when the command has none: the law would not read it, a name stands in it twice, or a text is no Unicode.</summary>
    public static string? Of(CustomerCommand command) =>
        Wholeness.Whole(command) is var whole && Wholeness.WhyNot(whole) is null && Members(whole) is { } members ? CanonicalJson.Write(members) : null;

    /// <summary>SHA-256 of the text in UTF-8, as base64url without padding; null when there is no text.</summary>
    public static string? DigestOf(CustomerCommand command) => Of(command) is { } text ? DigestOf(text) : null;

    /// <summary>SHA-256 of a canonical text in UTF-8, as base64url without padding.</summary>
    public static string DigestOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>An instant as it stands in the text: in UTC, always with six digits of the second, what is finer cut off.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static JsonObject? Members(CustomerCommand command) => command switch
    {
        CreateCustomer { Fields.IsEmpty: true } c => Begin(Create, c).With("key", KeyOf(c.Key)),
        CreateCustomer c => Said(c.Fields) is { } fields ? Begin(Create, c).With("key", KeyOf(c.Key)).With("fields", fields) : null,
        AttachKey c => Begin(Attach, c).With("key", KeyOf(c.Key)),
        AssertFields c => Said(c.Fields) is { } fields ? Begin(Assert, c).With("key", c.Key).With("fields", fields).With("evidence", All(c.Evidence)) : null,
        GrantConsent c => Begin(Consent, c).With("decision", "granted").With("purpose", c.Purpose.Value).With("noticeVersion", c.NoticeVersion)
            .With("by", Giver(c.ByGuardian)).With("evidence", All(c.Evidence)),
        WithdrawConsent c => Begin(Consent, c).With("decision", "withdrawn").With("purpose", c.Purpose.Value).With("by", Giver(c.ByGuardian))
            .With("evidence", All(c.Evidence)),
        RestrictProcessing c => Begin(Restriction, c).With("decision", "restrict").With("evidence", All(c.Evidence)),
        ReleaseRestriction c => Begin(Restriction, c).With("decision", "release").With("evidence", All(c.Evidence)),
        RequestCode c => Begin("requestCode", c).With("field", c.Field.Value),
        ConfirmCode c => Begin("confirmCode", c).With("field", c.Field.Value).With("code", c.Code).With("verification", c.Verification?.ToString()),
        CancelVerification c => Begin("cancelVerification", c).With("field", c.Field.Value).With("token", c.Token),
        DoubtContact c => TryRead(c.Value, out var value) ? Begin("doubtContact", c).With("field", c.Field.Value).With("value", value) : null,
        ReceiveSignal c => Enum.IsDefined(c.Kind) ? Begin("recordSignal", c).With("kind", Words.Of(c.Kind)).With("text", c.Text) : null,
        RollBack { Scope: RollbackScope.FieldTo to } c =>
            Begin("rollBack", c).With("field", to.Field.Value).With("toVersion", to.Version).With("evidence", All(c.Evidence)),
        RollBack { Scope: RollbackScope.ChangeSet set } c => Begin("rollBack", c).With("changeSet", set.Version).With("evidence", All(c.Evidence)),
        RollBack => null,
        _ => throw new UnreachableException($"No canonical text for {command.GetType().Name}"),
    };

    private static string? Giver(bool guardian) => guardian ? "guardian" : null;

    private static JsonObject Begin(string act, CustomerCommand command) => new() { ["act"] = act, ["observedAt"] = Of(command.ObservedAt) };

    // What was left out of the body is left out here.
    private static JsonObject With(this JsonObject members, string name, JsonNode? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }

        return members;
    }

    private static JsonObject? KeyOf(NativeKey? key) => key is { } named ? new() { ["source"] = named.Source.Value, ["key"] = named.Key } : null;

    private static JsonArray? All(ImmutableArray<Evidence> evidence) => evidence.IsDefaultOrEmpty ? null
        : [.. evidence.Select(e => new JsonObject { ["kind"] = e.Kind, ["reference"] = e.Reference })];

    // A name that stands twice would be one member of the text and two of the command.
    private static JsonObject? Said(ImmutableArray<AssertedField> fields)
    {
        var members = new JsonObject();
        foreach (var said in fields)
        {
            if (!TryRead(said.Value, out var value) || !members.TryAdd(said.Field.Value, value))
            {
                return null;
            }
        }

        return members;
    }

    private static bool TryRead(FieldValue said, out JsonNode? value)
    {
        value = said switch
        {
            FieldValue.Text text => JsonValue.Create(text.Value),
            FieldValue.Flag flag => JsonValue.Create(flag.Value),
            FieldValue.Topics { Values.IsDefault: false } topics => new JsonArray([.. topics.Values.Select(t => (JsonNode?)JsonValue.Create(t))]),
            FieldValue.Parts { Values.IsDefault: false } parts => Named(parts),
            _ => null,
        };
        return value is not null || said is FieldValue.Nothing;
    }

    private static JsonObject? Named(FieldValue.Parts parts)
    {
        var members = new JsonObject();
        return parts.Values.All(p => members.TryAdd(p.Name, p.Text)) ? members : null;
    }
}
