using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>The instants at which seeing a claim later begins to matter.</summary>
internal static class LaterInstants
{
    private static readonly TimeSpan Step = TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond);

    /// <summary>Later than the claim's own, earliest first.</summary>
    public static IEnumerable<DateTimeOffset> For(
        Claim loser, FieldRule rule, Claim? winner, ImmutableArray<Claim> live, DateTimeOffset now)
    {
        var instants = new SortedSet<DateTimeOffset> { live.Max(c => c.ObservedAt) + Step };
        if (winner is not null)
        {
            instants.Add(winner.ObservedAt + Step);
            if (rule.Overwrite.LowerRank == LowerRankRule.IfNewerThan)
            {
                instants.Add(winner.ObservedAt + rule.Overwrite.NewerBy);
            }
        }

        if (rule.ValidFor is { } lifetime)
        {
            // The first instant whose claims still live; rounded down it would be one at which they live no more.
            instants.Add((now - lifetime).InMicroseconds() is var at && at < now - lifetime ? at + Step : at);
        }

        return instants.Where(at => at > loser.ObservedAt);
    }
}
