using System.Globalization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies.Differences;

/// <summary>What an example of a policy asks and expects. Its words hold values: they are compared and never told.</summary>
internal static class SaidByTest
{
    public static PolicyParts Of(PolicyTest test)
    {
        var (facts, expect) = (test.Facts, test.Expect);
        var parts = new PolicyParts(PolicySection.Test, test.Name)
            .Say("question", Of(test.Question)).Say("now", Of(test.Now))
            .Say("region", facts.Region?.Value).Say("country", facts.Country).Say("ageYears", facts.AgeYears).Say("gpc", facts.Gpc)
            .Say("restricted", facts.Restricted).Set("consent", Of(facts.Consents)).Set("guardianConsent", Of(facts.GuardianConsents))
            .Set("states", facts.States.Select(s => $"{s.Key} {s.Value}"))
            .Say("winner", Of(expect.Winner)).Say("pending", Of(expect.Pending)).Word("state", expect.State).Say("exception", expect.Exception)
            .Say("released", expect.Released?.ToString()).Say("purpose", expect.Purpose?.Value).Say("reason", expect.Reason)
            .Say("permitted", expect.Permitted?.ToString())
            .Set("loser", (expect.Losers.IsDefault ? [] : expect.Losers).Select(l => $"{l.Key} {l.Value}"));
        if (test.Question is PolicyQuestion.Field { Assertions: var assertions })
        {
            parts.List("assertions", assertions.Select(Of));
        }

        return parts;
    }

    private static string Of(PolicyQuestion question) => question switch
    {
        PolicyQuestion.Field asked => $"field {asked.Name}",
        PolicyQuestion.Release asked => $"release {asked.Platform} {asked.Name}",
        PolicyQuestion.Permit asked => $"purpose {asked.Purpose}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Of(Claim claim) => string.Join(
        ' ', claim.Source, claim.Key, Of(claim.ObservedAt), claim.Proof, claim.Verified, string.Join('+', claim.Evidence.Select(e => e.Kind)), Of(claim.Value));

    private static IEnumerable<string> Of(ImmutableDictionary<PurposeName, Stance> stances) => stances.Select(s => $"{s.Key} {s.Value}");

    private static string? Of(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string? Of(FieldValue? value) => value switch
    {
        null => null,
        FieldValue.Text text => $"text {text.Value}",
        FieldValue.Flag flag => $"flag {flag.Value}",
        FieldValue.Topics topics => $"topics {string.Join('\n', topics.Values)}",
        FieldValue.Parts several => $"parts {string.Join('\n', several.Values.Select(p => $"{p.Name} {p.Text}"))}",
        _ => "blank",
    };
}
