using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Claims;

/// <summary>Which unverified claim waits for verification.</summary>
internal static class Waiting
{
    /// <summary>Tries the unverified claims against the winner, best rank first and then newest; the first that could displace it waits.</summary>
    public static Contender? Among(FieldRule rule, List<Contender> standing, Contender? winner, DateTimeOffset now, Outcome[] outcomes)
    {
        Contender? pending = null;
        foreach (var candidate in Unverified(standing))
        {
            if (winner is { } current && WhyNot(candidate, current, rule, now) is { } why)
            {
                outcomes[candidate.Place] = why;
            }
            else if (pending is { } first)
            {
                outcomes[candidate.Place] = candidate.Ranked.Rank > first.Ranked.Rank ? Outcome.LowerRank : Outcome.Superseded;
            }
            else
            {
                pending = candidate;
                outcomes[candidate.Place] = Outcome.Pending;
            }
        }

        return pending;
    }

    private static Outcome? WhyNot(Contender candidate, Contender winner, FieldRule rule, DateTimeOffset now)
    {
        if (Displacement.WhyNot(candidate, winner, rule, now) is { } why)
        {
            return why;
        }

        // What is verified already need not be verified again, or every repetition would send the customer a code. An expired value must be.
        if (candidate.Says(winner.Value) && !Eligibility.IsExpired(rule, winner.Claim, now))
        {
            return Outcome.Corroborates;
        }

        return rule.Overwrite.Unverified == UnverifiedRule.Never ? Outcome.Unverified : null;
    }

    private static List<Contender> Unverified(List<Contender> standing)
    {
        var unverified = standing.FindAll(static contender => !contender.Claim.Verified);
        unverified.Sort(static (left, right) => Contender.ByRankThenNewest(left, right));
        return unverified;
    }
}
