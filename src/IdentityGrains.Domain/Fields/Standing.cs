using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Fields;

/// <summary>How a field stands once its claims are resolved, told as the difference from before.</summary>
internal static class Standing
{
    /// <summary>After one more claim.</summary>
    public static FieldStanding After(FieldState before, Claim next, FieldRule rule, SubjectFacts facts, DateTimeOffset now)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>(before.Live.Length + 1);
        foreach (var judged in before.Live)
        {
            claims.Add(judged.Claim);
        }

        claims.Add(next);
        var resolution = Survivorship.Resolve(rule, claims.MoveToImmutable(), facts, now);
        return Difference(before, resolution, [.. LiveClaims.EndedBy(next, before.Live).Select(c => c.Id)]);
    }

    /// <summary>Without a new claim.</summary>
    public static FieldStanding Again(FieldState before, FieldRule rule, SubjectFacts facts, DateTimeOffset now) =>
        Difference(before, Survivorship.Resolve(rule, [.. before.Live.Select(j => j.Claim)], facts, now), []);

    /// <summary>After some claims stopped counting and others count again.</summary>
    public static FieldStanding Without(
        FieldState before, ImmutableArray<ClaimId> retracted, ImmutableArray<Claim> restored, FieldRule rule, SubjectFacts facts, DateTimeOffset now)
    {
        var left = before.Live.Select(j => j.Claim).Where(c => !retracted.Contains(c.Id)).ToImmutableArray();
        return Difference(before, Survivorship.Resolve(rule, [.. left, .. restored], facts, now), retracted);
    }

    /// <summary>True when the standing says nothing that the field did not say before.</summary>
    public static bool SaysNothingNew(this FieldStanding standing, FieldState before) =>
        standing.Winner == before.Winner && standing.Pending == before.Pending && standing.State == before.State
        && standing is { ValueChanged: false, Changed.IsEmpty: true, Ended.IsEmpty: true };

    private static FieldStanding Difference(FieldState before, Resolution resolution, ImmutableArray<ClaimId> ended)
    {
        var changed = ImmutableArray.CreateBuilder<ClaimOutcome>();
        for (var i = 0; i < resolution.Judged.Length; i++)
        {
            var judged = resolution.Judged[i];
            if (OutcomeBefore(before, judged.Claim.Id, i) != judged.Outcome)
            {
                changed.Add(new ClaimOutcome(judged.Claim.Id, judged.Outcome));
            }
        }

        var value = resolution.Winner?.Value ?? FieldValue.Blank;
        var same = value.IsBlank ? before.Value.IsBlank : value == before.Value;
        return new FieldStanding(
            resolution.Winner?.Id, resolution.Pending?.Id, StateOf(before, resolution), !same, changed.DrainToImmutable(), ended);
    }

    // A doubt is about one verified claim and dies with it. It can only lower the state.
    private static VerificationState StateOf(FieldState before, Resolution resolution) =>
        resolution.State == VerificationState.Verified && before.Doubted is { } doubted && doubted == resolution.Winner?.Id
            ? VerificationState.Suspect
            : resolution.State;

    // Judged stands in the order of the claims given, the live ones first; where claims were taken out, the place says nothing.
    private static Outcome? OutcomeBefore(FieldState before, ClaimId claim, int place)
    {
        if (place < before.Live.Length && before.Live[place].Claim.Id == claim)
        {
            return before.Live[place].Outcome;
        }

        foreach (var judged in before.Live)
        {
            if (judged.Claim.Id == claim)
            {
                return judged.Outcome;
            }
        }

        return null;
    }
}
