using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>
/// The filters that are answered: comparisons of names, <c>id</c>, <c>externalId</c> and <c>userName</c>, by <c>eq</c>, with <c>and</c> between. What the
/// customer is like is not searched for: whether somebody is found would tell who has an address.
/// </summary>
/// <param name="Ids">What the id is said to be.</param>
/// <param name="Keys">What the source's native key is said to be.</param>
internal sealed partial record UserFilter(IReadOnlyList<string> Ids, IReadOnlyList<string> Keys)
{
    /// <summary>The filter; null when there is none.</summary>
    public static Read<UserFilter?> Of(string? text, UserMapping mapping, string pointer)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (UserFilter?)null;
        }

        var wrong = ProblemResult.At(pointer, Catalogue.InvalidFilter);
        if (text.Length > ScimLimits.Expression)
        {
            return wrong;
        }

        var (ids, keys, rest) = (new List<string>(), new List<string>(), text);
        while (true)
        {
            var term = Term().Match(rest);
            if (!term.Success || ids.Count + keys.Count >= ScimLimits.FilterTerms || TextOf(term.Groups["value"].Value) is not { } value)
            {
                return wrong;
            }

            switch (AttributePath.Parse(term.Groups["attribute"].Value, out _))
            {
                case { Schema: ScimSchemas.User, Attribute: "id", Sub: null }:
                    ids.Add(value);
                    break;
                case { Schema: ScimSchemas.User, Attribute: "externalId", Sub: null }:
                case { Schema: ScimSchemas.User, Attribute: "userName", Sub: null } when mapping.UserNameIsKey:
                    keys.Add(value);
                    break;
                default:
                    return wrong;
            }

            if (!term.Groups["and"].Success)
            {
                return new UserFilter(ids, keys);
            }

            rest = rest[term.Length..];
        }
    }

    private static string? TextOf(string quoted)
    {
        try
        {
            return JsonSerializer.Deserialize(quoted, ScimJson.Default.String);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"\A\s*(?<attribute>[A-Za-z][A-Za-z0-9:._$-]*)\s+eq\s+(?<value>""([^""\\\x00-\x1f]|\\[^\x00-\x1f])*"")\s*(\z|(?<and>and\s+))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
