using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>
/// The first single change with which a claim that lost would win. Each candidate is tried alone, by the very resolution that decides:
/// 1. the origin proved as the rank demands;
/// 2. the evidence that the source owes;
/// 3. the contact point confirmed;
/// 4. seen later, the least later instant first;
/// 5. the source ranked equal to the winner's, then above it.
/// </summary>
/// <remarks>A guard is a fact of the customer and a blank says nothing: neither is a change of the claim, so neither is ever proposed.</remarks>
public static class Counterfactual
{
    /// <summary>What would make the claim win, of the live claims of a field.</summary>
    public static ExplainedChange Of(Claim loser, FieldRule rule, ImmutableArray<Claim> live, SubjectFacts facts, DateTimeOffset now)
    {
        var today = Survivorship.Resolve(rule, live, facts, now);
        if (today.Winner?.Id == loser.Id)
        {
            return ChangeWords.Resolution(rule.Name);
        }

        if (rule.RankOf(loser.Source) is not { } ranked)
        {
            return ChangeWords.None;
        }

        foreach (var candidate in Candidates(loser, ranked, rule, today.Winner, live, now))
        {
            if (Wins(candidate, rule, live, facts, now))
            {
                return candidate.Told;
            }
        }

        return ChangeWords.None;
    }

    private static List<Candidate> Candidates(
        Claim loser, RankedSource ranked, FieldRule rule, Claim? winner, ImmutableArray<Claim> live, DateTimeOffset now)
    {
        List<Candidate> found = [];
        if (loser.Proof < ranked.MinProof)
        {
            found.Add(new Candidate(loser with { Proof = ranked.MinProof }, ranked, ChangeWords.Proof(rule.Name, ranked.MinProof)));
        }

        var owed = ranked.Requires.Where(kind => !loser.HasEvidence(kind)).ToImmutableArray();
        if (!owed.IsEmpty)
        {
            var given = loser.Evidence.AddRange(owed.Select(kind => new Evidence(kind, string.Empty)));
            found.Add(new Candidate(loser with { Evidence = given }, ranked, ChangeWords.Evidence(rule.Name, owed)));
        }

        if (rule.Verification is not null && !loser.Verified)
        {
            found.Add(new Candidate(loser with { Verified = true }, ranked, ChangeWords.Verification(rule.Name)));
        }

        foreach (var at in LaterInstants.For(loser, rule, winner, live, now))
        {
            found.Add(new Candidate(loser with { ObservedAt = at }, ranked, ChangeWords.Time(rule.Name, loser.Source, at)));
        }

        if (winner is not null && rule.RankOf(winner.Source) is { } best && winner.Source != loser.Source)
        {
            // Ranks begin at 1; zero is above them all.
            foreach (var rank in new[] { best.Rank, best.Rank - 1 }.Where(rank => rank < ranked.Rank))
            {
                found.Add(new Candidate(loser, ranked with { Rank = rank }, ChangeWords.Rank(rule.Name, loser.Source, best, rank)));
            }
        }

        return found;
    }

    private static bool Wins(Candidate candidate, FieldRule rule, ImmutableArray<Claim> live, SubjectFacts facts, DateTimeOffset now)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>(live.Length);
        foreach (var claim in live)
        {
            claims.Add(claim.Id == candidate.Claim.Id ? candidate.Claim : claim);
        }

        // A rank is the source's: its other claims rank with it.
        var changed = rule with { Sources = [.. rule.Sources.Select(s => s.Source == candidate.Ranked.Source ? candidate.Ranked : s)] };
        return Survivorship.Resolve(changed, claims.MoveToImmutable(), facts, now).Winner?.Id == candidate.Claim.Id;
    }

    private sealed record Candidate(Claim Claim, RankedSource Ranked, ExplainedChange Told);
}
