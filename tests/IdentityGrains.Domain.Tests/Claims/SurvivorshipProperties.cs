using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class SurvivorshipProperties
{
    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claim.Array[0, 10], Gen.Int[0, 1_000_000].Array[10]).Sample((rule, said, arrival) =>
        {
            // Distinct observations: where those tie, the journal's order is the tie-break, and then it may matter.
            var heard = said.Select((c, i) => c with { ObservedAt = Day(i * 0.9) }).ToArray();
            var permuted = heard.Index().OrderBy(c => arrival[c.Index]).Select(c => c.Item).Journalled();
            return Told(Resolve(rule, 9, heard.Journalled())) == Told(Resolve(rule, 9, permuted));
        }, iter: 10_000);

    [Fact]
    public void The_order_in_which_claims_are_given_changes_no_outcome() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims).Sample((rule, claims) =>
        {
            var there = Resolve(rule, 9, claims).Judged;
            var back = Resolve(rule, 9, [.. claims.Reverse()]).Judged;
            return there.SequenceEqual(back.Reverse());
        }, iter: 10_000);

    [Fact]
    public void Each_claim_has_exactly_one_outcome_in_the_order_given() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims).Sample((rule, claims) =>
        {
            var resolution = Resolve(rule, 9, claims);
            Assert.Equal(claims, resolution.Judged.Select(j => j.Claim));
            Assert.All(resolution.Judged, j => Assert.True(Enum.IsDefined(j.Outcome)));
            Assert.Equal(resolution.Winner, resolution.Judged.SingleOrDefault(j => j.Outcome == Outcome.Winner)?.Claim);
            Assert.Equal(resolution.Pending, resolution.Judged.SingleOrDefault(j => j.Outcome == Outcome.Pending)?.Claim);
        }, iter: 10_000);

    [Fact]
    public void A_claim_below_its_minimum_proof_never_wins_nor_waits() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims).Sample((rule, claims) =>
        {
            var resolution = Resolve(rule, 9, claims);
            return Proved(resolution.Winner) && Proved(resolution.Pending);

            bool Proved(Claim? claim) => claim is null || claim.Proof >= rule.RankOf(claim.Source)!.MinProof;
        }, iter: 10_000);

    [Fact]
    public void A_lower_ranked_newcomer_never_changes_the_winner_where_lower_ranks_never_displace() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims, AnyClaims.Claim).Sample((any, claims, newcomer) =>
        {
            var rule = any.Overwrite(o => o with { LowerRank = LowerRankRule.Never });
            var before = Resolve(rule, 9, claims);
            var late = newcomer with { Id = new ClaimId(99, 0), ObservedAt = Day(8.5), Key = "new" };
            var lower = before.Winner is { } winner && rule.RankOf(late.Source)?.Rank > rule.RankOf(winner.Source)!.Rank;
            return !lower || Resolve(rule, 9, [.. claims, late]).Winner == before.Winner;
        }, iter: 10_000);

    private static (SourceName?, string?, DateTimeOffset?, DateTimeOffset?, Domain.Fields.VerificationState, string) Told(Resolution r) => (
        r.Winner?.Source, r.Winner?.Key, r.Winner?.ObservedAt, r.Pending?.ObservedAt, r.State,
        string.Join(' ', r.Judged.OrderBy(j => j.Claim.ObservedAt).Select(j => Words.Of(j.Outcome))));
}
