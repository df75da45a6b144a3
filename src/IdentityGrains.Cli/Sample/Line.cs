using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>One message of a source: who it speaks of, by which key, and what it says.</summary>
/// <param name="Source">The source, as the policy names it.</param>
/// <param name="Key">Its own key of the customer.</param>
internal sealed record Line(string Source, string Key)
{
    // Names keep their letters: the file is to be read by people.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private (string Name, JsonNode Said)? Act { get; init; }

    /// <summary>Another source's key that this one knows the customer by.</summary>
    public (string Source, string Key)? Knows { get; init; }

    /// <summary>True when the customer was signed in.</summary>
    public bool SignedIn { get; init; }

    /// <summary>The case that the source can show for it.</summary>
    public string? Case { get; init; }

    /// <summary>Says what fields are.</summary>
    public Line Assert(JsonObject fields) => this with { Act = ("assert", fields) };

    /// <summary>The customer says yes to a purpose, having been shown a notice.</summary>
    public Line Grant(string purpose, string notice = "n-2026-05") =>
        this with { Act = ("consent", new JsonObject { ["purpose"] = purpose, ["decision"] = "granted", ["noticeVersion"] = notice }) };

    /// <summary>The customer says no to a purpose.</summary>
    public Line Withdraw(string purpose) =>
        this with { Act = ("consent", new JsonObject { ["purpose"] = purpose, ["decision"] = "withdrawn" }) };

    /// <summary>A guardian says yes or no for the child.</summary>
    public Line ByGuardian()
    {
        var (name, said) = Act!.Value;
        var guardians = said.DeepClone().AsObject();
        guardians["by"] = "guardian";
        return this with { Act = (name, guardians) };
    }

    /// <summary>A browser or a consent dialogue signals what the customer wants.</summary>
    public Line Signal(string kind, string text) => this with { Act = ("signal", new JsonObject { ["kind"] = kind, ["text"] = text }) };

    /// <summary>Does something about a contact point, mostly with a message that came to the address.</summary>
    public Line Verify(string field, string how, string to, int nth = 1)
    {
        var said = new JsonObject { ["field"] = field, ["how"] = how, ["to"] = to };
        if (nth > 1)
        {
            said["nth"] = nth;
        }

        return this with { Act = ("verify", said) };
    }

    /// <summary>Asks that processing stop, or go on.</summary>
    public Line Restriction(string word) => this with { Act = ("restriction", word) };

    /// <summary>The line as the importer reads it.</summary>
    public string ToJson(DateTimeOffset at)
    {
        var line = new JsonObject
        {
            ["at"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ["source"] = Source, ["key"] = Key,
        };
        if (Knows is { } other)
        {
            line["knows"] = new JsonObject { ["source"] = other.Source, ["key"] = other.Key };
        }

        if (SignedIn)
        {
            line["signedIn"] = true;
        }

        if (Act is { } act)
        {
            line[act.Name] = act.Said.DeepClone();
        }

        if (Case is not null)
        {
            line["evidence"] = new JsonArray(new JsonObject { ["kind"] = "case_reference", ["reference"] = Case });
        }

        return line.ToJsonString(Plain);
    }
}
