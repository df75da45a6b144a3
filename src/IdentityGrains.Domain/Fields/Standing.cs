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

    /// <summary>True when the standing says nothing that the field did not say before.</summary>
    public static bool SaysNothingNew(this FieldStanding standing, FieldState before) =>
        standing.Winner == before.Winner && standing.Pending == before.Pending && standing.State == before.State
        && standing is { ValueChanged: false, Changed.IsEmpty: true, Ended.IsEmpty: true };

    private static FieldStanding Difference(FieldState before, Resolution resolution, ImmutableArray<ClaimId> ended)
    {
        var changed = ImmutableArray.CreateBuilder<ClaimOutcome>();
        for (var i = 0; i < resolution.Judged.Length; i++)
        {
            // Judged stands in the order of the claims given: the live ones first, a new one last.
            var judged = resolution.Judged[i];
            if (i >= before.Live.Length || before.Live[i].Outcome != judged.Outcome)
            {
                changed.Add(new ClaimOutcome(judged.Claim.Id, judged.Outcome));
            }
        }

        var value = resolution.Winner?.Value ?? FieldValue.Blank;
        var same = value.IsBlank ? before.Value.IsBlank : value == before.Value;
        return new FieldStanding(resolution.Winner?.Id, resolution.Pending?.Id, resolution.State, !same, changed.DrainToImmutable(), ended);
    }
}
