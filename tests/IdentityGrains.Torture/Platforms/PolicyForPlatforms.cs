using System.Text.RegularExpressions;

namespace IdentityGrains.Torture.Platforms;

/// <summary>
/// The sample's policy for a run that cannot wait for half an hour: what a platform acknowledged must show within seconds, and whatever differs in the end is
/// repaired, however much it is. What is told of a purpose itself is left out, and records stay: the second evaluator knows fields only.
/// </summary>
internal static partial class PolicyForPlatforms
{
    /// <summary>The document, of the sample's.</summary>
    public static string Of(string sample)
    {
        var impatient = Budget().Replace(Ratio().Replace(Within().Replace(sample, "within: PT10S"), "maxDriftRatio: 1.0"), "maxRepairsPerRun: 9999");
        return Signals().Replace(impatient, "").Replace("record: unsubscribe_then_delete", "record: keep", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @", alwaysFor: \[\w+_subscription\]| *hazards: \[subscription\w+\]\n| *purposeSignals:\n( {8}\w+: \{to: .*\}\n)+",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signals();

    [GeneratedRegex(@"within: PT\d+M\b", RegexOptions.None, 1000)]
    private static partial Regex Within();

    [GeneratedRegex(@"maxDriftRatio: 0\.\d+", RegexOptions.None, 1000)]
    private static partial Regex Ratio();

    [GeneratedRegex(@"maxRepairsPerRun: \d+", RegexOptions.None, 1000)]
    private static partial Regex Budget();
}
