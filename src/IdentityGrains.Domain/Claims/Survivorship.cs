using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>Which claim is the field's value, and why the others are not.</summary>
/// <remarks>
/// 1. Eligibility, claim by claim.
/// 2. A source's later claim replaces its own earlier one under the same key.
/// 3. The rest in order of observation; each newcomer displaces the current one only as the overwrite table says.
///    In a field with verification only verified claims take part.
/// 4. In a field with verification the unverified claims are tried against the winner; the first that could displace it waits.
/// 5. Whoever lost to another and yet says what the winner says, corroborates.
/// 6. The verification state follows from winner and pending.
/// </remarks>
public static class Survivorship
{
    /// <summary>Resolves a field's claims. The order in which they are given matters to nothing but the order of the answer.</summary>
    public static Resolution Resolve(FieldRule rule, ImmutableArray<Claim> claims, SubjectFacts facts, DateTimeOffset now)
    {
        var outcomes = new Outcome[claims.Length];

        // Step 1
        var eligible = Eligible(rule, claims, facts, now, outcomes);

        // Step 2
        eligible.Sort(static (left, right) => Contender.ByObservation(left, right));
        var standing = WithoutReplaced(rule, eligible, outcomes);

        // Step 3
        var winner = Fold(rule, standing, now, outcomes);

        // Step 4
        var pending = rule.Verification is null ? null : Waiting.Among(rule, standing, winner, now, outcomes);

        // Step 5
        if (winner is { } current)
        {
            Corroborate(standing, current, outcomes);
        }

        // Step 6
        var state = StateOf(rule, winner?.Claim, pending?.Claim, now);
        return new Resolution(winner?.Claim, pending?.Claim, state, Judge(claims, outcomes));
    }

    private static List<Contender> Eligible(
        FieldRule rule, ImmutableArray<Claim> claims, SubjectFacts facts, DateTimeOffset now, Outcome[] outcomes)
    {
        var eligible = new List<Contender>(claims.Length);
        for (var place = 0; place < claims.Length; place++)
        {
            var ranked = rule.RankOf(claims[place].Source);
            if (Eligibility.WhyNot(rule, ranked, claims[place], facts, now) is { } why)
            {
                outcomes[place] = why;
            }
            else
            {
                eligible.Add(new Contender(place, claims[place], ranked!));
            }
        }

        return eligible;
    }

    private static List<Contender> WithoutReplaced(FieldRule rule, List<Contender> eligible, Outcome[] outcomes)
    {
        var standing = new List<Contender>(eligible.Count);
        foreach (var later in eligible)
        {
            var earlier = IndexOfOwn(standing, later.Claim);
            if (earlier >= 0 && later.Value.IsBlank && !standing[earlier].Value.IsBlank && !Displacement.MayClear(rule, later.Claim.Source))
            {
                outcomes[later.Place] = Outcome.BlankIgnored;
                continue;
            }

            if (earlier >= 0)
            {
                outcomes[standing[earlier].Place] = Outcome.Superseded;
                standing.RemoveAt(earlier);
            }

            standing.Add(later);
        }

        return standing;
    }

    // Separately among the verified and the unverified claims: else a new address would remove the confirmed one.
    private static int IndexOfOwn(List<Contender> standing, Claim later)
    {
        for (var i = 0; i < standing.Count; i++)
        {
            var earlier = standing[i].Claim;
            if (earlier.SharesKeyWith(later) && earlier.Verified == later.Verified)
            {
                return i;
            }
        }

        return -1;
    }

    private static Contender? Fold(FieldRule rule, List<Contender> standing, DateTimeOffset now, Outcome[] outcomes)
    {
        Contender? winner = null;
        foreach (var newcomer in standing)
        {
            if (rule.Verification is not null && !newcomer.Claim.Verified)
            {
                continue;
            }

            if (winner is { } current)
            {
                if (Displacement.WhyNot(newcomer, current, rule, now) is { } why)
                {
                    outcomes[newcomer.Place] = why;
                    continue;
                }

                outcomes[current.Place] = Outcome.Superseded;
            }

            winner = newcomer;
            outcomes[newcomer.Place] = Outcome.Winner;
        }

        return winner;
    }

    // A contest is not among these: whoever agrees with the winner afterwards, two equal sources still disagree, and a steward must see it.
    private static void Corroborate(List<Contender> standing, Contender winner, Outcome[] outcomes)
    {
        foreach (var loser in standing)
        {
            var lostToAnother = outcomes[loser.Place] is Outcome.LowerRank or Outcome.Stale or Outcome.Superseded;
            if (lostToAnother && loser.Says(winner.Value))
            {
                outcomes[loser.Place] = Outcome.Corroborates;
            }
        }
    }

    private static VerificationState StateOf(FieldRule rule, Claim? winner, Claim? pending, DateTimeOffset now) => (winner, pending) switch
    {
        _ when rule.Verification is null => VerificationState.None,
        (null, null) => VerificationState.None,
        (null, _) => VerificationState.Pending,
        _ => Eligibility.IsExpired(rule, winner, now) ? VerificationState.Expired : VerificationState.Verified,
    };

    private static ImmutableArray<JudgedClaim> Judge(ImmutableArray<Claim> claims, Outcome[] outcomes)
    {
        var judged = ImmutableArray.CreateBuilder<JudgedClaim>(claims.Length);
        for (var place = 0; place < claims.Length; place++)
        {
            judged.Add(new JudgedClaim(claims[place], outcomes[place]));
        }

        return judged.MoveToImmutable();
    }
}
