using System.Globalization;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>Cases in words. The values are v1 to v4 of these tests, and nobody's.</summary>
internal static class Readable
{
    public static string Of(FieldCase asked)
    {
        var rule = asked.Rule;
        var o = rule.Overwrite;
        string[] lines =
        [
            $"system of record {rule.SystemOfRecord}, lowerRank {o.LowerRank} ({o.NewerBy.TotalDays} d), equalRank {o.EqualRank}, blank {o.Blank}, "
                + $"unverified {o.Unverified}, verification {rule.Verification is not null}, validFor {rule.ValidFor?.TotalDays.ToString() ?? "-"} d",
            .. rule.Sources.Select(s => $"source {s.Source}: rank {s.Rank}, minProof {s.MinProof}, requires [{string.Join(' ', s.Requires)}]"
                + $"{(s.FillOnly ? ", fill_only" : "")}{(s.Guard is { } guard ? ", when " + guard.Text : "")}"),
            "now " + At(asked.Now),
            AnyFacts.Written(asked.Facts),
            .. asked.Claims.Select(c => $"{Of(c)}: {SlowValues.Said(c.Value)} at {At(c.ObservedAt)}{(c.Verified ? ", verified" : "")}, proof {c.Proof}, "
                + $"evidence [{string.Join(' ', c.Evidence)}]"),
        ];
        return string.Join('\n', lines);
    }

    public static string Of(LawCase asked)
    {
        string[] lines =
        [
            .. asked.Policy.Regions.Values.OrderBy(r => r.Name.Value, StringComparer.Ordinal).Select(Of),
            .. asked.Policy.Platforms.Values.SelectMany(p => p.Fields).Select(f =>
                $"{f.Field} for [{Of(f.Purposes)}], minState {f.MinState?.ToString() ?? "-"}"),
            AnyFacts.Written(asked.Facts),
        ];
        return string.Join('\n', lines);
    }

    public static string Of(Claim? claim) => claim is null ? "none" : $"{claim.Id} of {claim.Source}/{claim.Key}";

    private static string Of(Region region)
    {
        var m = region.Minors;
        return $"{region.Name}: {string.Join(", ", AnyFacts.Purposes.Select(p => $"{p} {region.Purposes.GetValueOrDefault(p)?.Model.ToString() ?? "-"}"))}; "
            + $"gpc [{Of(region.Signals.Values)}], age {m.ConsentAge} ({string.Join(' ', m.PerCountry.Select(c => $"{c.Key} {c.Value}"))}), "
            + $"joint [{string.Join(' ', m.JointWithChild)}], own opt-in until {m.SelfOptInUntil?.ToString() ?? "-"} [{Of(m.SelfOptInPurposes)}], "
            + $"prohibited until {m.ProhibitedUntil?.ToString() ?? "-"} [{Of(m.Prohibited)}]";
    }

    private static string Of(IEnumerable<PurposeName> purposes) => string.Join(' ', purposes);

    // Days since day 0, and the microseconds that jitter.
    private static string At(DateTimeOffset at)
    {
        var since = at - Given.Day(0);
        var days = (int)Math.Round(since.TotalDays);
        var rest = since - TimeSpan.FromDays(days);
        return string.Create(CultureInfo.InvariantCulture, $"day {days}{(rest == TimeSpan.Zero ? "" : $" {rest.TotalMicroseconds:+0;-0} us")}");
    }
}
