using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using IdentityGrains.Connectors.Json;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Connectors.Scim;

/// <summary>What a server's answers mean as such.</summary>
internal static class ScimAnswers
{
    /// <summary>The word for a key that several resources bear.</summary>
    public const string AmbiguousKey = "ambiguous_key";

    /// <summary>The word for a value that another resource has.</summary>
    public const string Uniqueness = "uniqueness";

    private const string NoTarget = "no_target";

    /// <summary>What becomes of a delivery whose resource was looked for, and nothing that could be read came back.</summary>
    public static readonly SendResult Unread = new SendResult.Retry(ReadAnswer.Refused.Unreadable.Why, null) { TookNoEffect = true };

    /// <summary>Every request says what it reads.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Accept = [("Accept", $"{ScimNames.MediaType}, application/json")];

    // The errors that are about single attributes, and may name them.
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["invalidFilter"] = "invalid_filter", ["tooMany"] = "too_many", ["uniqueness"] = Uniqueness, ["mutability"] = "mutability",
        ["invalidSyntax"] = "invalid_syntax", ["invalidPath"] = "invalid_path", ["noTarget"] = NoTarget, ["invalidValue"] = "invalid_value",
        ["invalidVers"] = "invalid_vers", ["sensitive"] = "sensitive",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What becomes of a delivery whose resource could not be looked for; null when it could. Reading leaves nothing open, and a server that does not know the
    /// address or the filter would not know it for anybody else.
    /// </summary>
    public static SendResult? OfLookup(Reply reply) => reply switch
    {
        Reply.Answered { Status: 400 } refused => new SendResult.Hold(WordOf(Json(refused)) ?? refused.Why),
        Reply.Answered { Status: 404 or 405 } missing => new SendResult.Hold(missing.Why),
        _ => SendResult.OfPreparing(ReplyClass.Of(reply)),
    };

    /// <summary>The JSON of an answer; undefined when it is none.</summary>
    public static JsonElement Json(Reply.Answered answer) => JsonBody.Read(answer.Body, j => j.Clone(), default);

    /// <summary>The version of a resource: by its own word, or by the answer's header.</summary>
    public static string? VersionOf(JsonElement resource, Reply? reply) =>
        ScimShown.Member(ScimShown.Member(resource, ScimNames.Meta), "version").Text()
        ?? (reply is Reply.Answered answer && answer.Headers.NonValidated.TryGetValues("ETag", out var tags) ? tags.ToString() : null);

    /// <summary>The word of an error's <c>scimType</c>; null when it has none.</summary>
    public static string? WordOf(JsonElement error) =>
        ScimShown.Member(error, "scimType").Text() is { } type ? Words.GetValueOrDefault(type) ?? PlatformWord.Of(type) : null;

    /// <summary>What an error that is an answer to a change proves; a missing resource and a stale version are read again.</summary>
    /// <param name="answer">The answer, or the part of one that is about this change, with its status.</param>
    /// <param name="error">The error; undefined when there is none.</param>
    /// <param name="change">What was to be changed.</param>
    public static SendResult OfError(Reply.Answered answer, JsonElement error, ScimChange change) => answer.Status switch
    {
        412 => new SendResult.Retry(answer.Why, null) { TookNoEffect = true },
        404 when change.Id is not null => new SendResult.Retry(answer.Why, null) { TookNoEffect = true },
        401 or 403 or 408 or 410 or 425 or 429 or >= 500 or (>= 300 and <= 399) => ReplyClass.Of(answer)!,

        // Without versions something else may have changed between our looking and our writing.
        _ when WordOf(error) == NoTarget && change.Version is null => new SendResult.Retry(NoTarget, null) { TookNoEffect = true },
        _ when WordOf(error) is { } word => new SendResult.Rejected(word) { Paths = Named(error, change) },
        _ => ReplyClass.Of(answer)!,
    };

    // An error names attributes in a text for people only. Of it nothing is taken but which of our own paths stand in it.
    private static ImmutableArray<string> Named(JsonElement error, ScimChange change) => ScimShown.Member(error, "detail").Text() is { } detail
        ? [.. change.Writes.Select(w => w.Path).Where(p => Names(detail, p.Text) || (p.Where is null && Names(detail, p.Name))).Select(p => p.Text)]
        : [];

    private static bool Names(string detail, string path)
    {
        for (var at = detail.IndexOf(path, StringComparison.Ordinal); at >= 0; at = detail.IndexOf(path, at + 1, StringComparison.Ordinal))
        {
            if (Ends(detail, at - 1) && Ends(detail, at + path.Length))
            {
                return true;
            }
        }

        return false;
    }

    // A full stop ends a sentence as well as it begins a part.
    private static bool Ends(string text, int at) => at < 0 || at >= text.Length
        || (text[at] == '.' ? at + 1 >= text.Length || text[at + 1] == ' ' : !char.IsLetterOrDigit(text[at]) && text[at] is not '_' and not ':');
}
