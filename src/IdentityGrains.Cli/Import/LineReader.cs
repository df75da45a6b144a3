using System.Text.Json;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>
/// Reads one line. It is strict about what only the importer can judge, the line's own members and keys; what is said is judged by the gateway.
/// </summary>
internal static class LineReader
{
    private const string NotJson = "malformed-json";
    private const string Wrong = "validation-failed";
    private const string Unknown = "unknown-property";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly HashSet<string> Members =
        ["at", "source", "key", "knows", "signedIn", "assert", "consent", "restriction", "verify", "signal", "evidence"];
    private static readonly HashSet<string> ConsentMembers = ["purpose", "decision", "noticeVersion", "by"];
    private static readonly HashSet<string> SignalMembers = ["kind", "text"];

    /// <summary>Reads the bytes of one line, without its end.</summary>
    public static ReadLine Read(long number, ReadOnlyMemory<byte> bytes)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            root = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return Refused(number, new Fault("", NotJson));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return Refused(number, new Fault("", NotJson));
        }

        try
        {
            var faults = FaultsOf(root).ToArray();
            return faults.Length > 0 ? Refused(number, faults) : new ReadLine(number, LineOf(number, root), []);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is well-formed JSON and no text.
            return Refused(number, new Fault("", "invalid-unicode"));
        }
    }

    private static ReadLine Refused(long number, params Fault[] faults) => new(number, null, [.. faults]);

    private static IEnumerable<Fault> FaultsOf(JsonElement root)
    {
        foreach (var member in root.EnumerateObject().Where(m => !Members.Contains(m.Name)))
        {
            yield return new Fault(Below("", member.Name), Unknown);
        }

        if (Text(root, "at") is null)
        {
            yield return new Fault("/at", Wrong);
        }

        if (KeyOf(root) is null)
        {
            yield return new Fault("/key", Wrong);
        }

        if (root.TryGetProperty("knows", out var knows) && (KeyOf(knows) is null || knows.EnumerateObject().Count() != 2))
        {
            yield return new Fault("/knows", Wrong);
        }

        if (root.TryGetProperty("signedIn", out var signedIn) && signedIn.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            yield return new Fault("/signedIn", Wrong);
        }

        foreach (var fault in FaultsOfAct(root))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Fault> FaultsOfAct(JsonElement root)
    {
        if (root.EnumerateObject().Count(m => ActOf(m.Name) != SaidAct.Nothing) > 1)
        {
            yield return new Fault("", "more-than-one-act");
        }

        if (root.TryGetProperty("assert", out var assert) && assert.ValueKind != JsonValueKind.Object)
        {
            yield return new Fault("/assert", Wrong);
        }

        if (root.TryGetProperty("restriction", out var word) && Text(root, "restriction") is not ("restrict" or "release"))
        {
            yield return new Fault("/restriction", Wrong);
        }

        if (root.TryGetProperty("verify", out var verify) && verify.ValueKind == JsonValueKind.Object && Verify.Read(verify) is null)
        {
            yield return new Fault("/verify", Wrong);
        }

        foreach (var fault in new[] { Within(root, "consent", ConsentMembers), Within(root, "signal", SignalMembers), Within(root, "verify", Verify.Members) }
            .SelectMany(f => f))
        {
            yield return fault;
        }
    }

    private static IEnumerable<Fault> Within(JsonElement root, string act, IReadOnlySet<string> members) =>
        !root.TryGetProperty(act, out var said) ? []
        : said.ValueKind != JsonValueKind.Object ? [new Fault("/" + act, Wrong)]
        : said.EnumerateObject().Where(m => !members.Contains(m.Name)).Select(m => new Fault(Below("/" + act, m.Name), Unknown));

    private static ImportLine LineOf(long number, JsonElement root)
    {
        var said = root.EnumerateObject().FirstOrDefault(m => ActOf(m.Name) != SaidAct.Nothing);
        return new ImportLine(
            number, Text(root, "at")!, KeyOf(root)!.Value, root.TryGetProperty("knows", out var knows) ? KeyOf(knows) : null,
            root.TryGetProperty("signedIn", out var signedIn) && signedIn.GetBoolean(),
            said.Value.ValueKind == JsonValueKind.Undefined ? SaidAct.Nothing : ActOf(said.Name), said.Value,
            root.TryGetProperty("evidence", out var evidence) ? evidence : null);
    }

    private static SaidAct ActOf(string member) => member switch
    {
        "assert" => SaidAct.Assert, "consent" => SaidAct.Consent, "restriction" => SaidAct.Restriction, "verify" => SaidAct.Verify,
        "signal" => SaidAct.Signal, _ => SaidAct.Nothing,
    };

    // "." and ".." are keys to the record, but an address that ends in them is another address.
    private static NativeKey? KeyOf(JsonElement at) =>
        at.ValueKind == JsonValueKind.Object && Text(at, "source") is { Length: > 0 } source && Text(at, "key") is { } text and not ("." or "..")
        && NativeKey.TryParse(new SourceName(source), text, out var key) ? key : null;

    private static string? Text(JsonElement at, string member) =>
        at.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Below(string pointer, string name) =>
        pointer + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
