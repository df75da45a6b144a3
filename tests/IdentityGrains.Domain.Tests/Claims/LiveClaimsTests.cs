using CsCheck;
using IdentityGrains.Domain.Claims;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

public class LiveClaimsTests
{
    private static readonly Claim Known = Claim("crm", "a", 1).With("case");

    [Fact]
    public void A_later_claim_of_the_same_source_ends_the_earlier_one() => Assert.True(Ends(Claim("crm", "b", 2).With("case")));

    public static TheoryData<string, Func<Claim, Claim>> Differences => new()
    {
        { "another source", c => c with { Source = new SourceName("shop") } },
        { "another key", c => c with { Key = "k" } },
        { "verified", c => c.Verified() },
        { "less proof", c => c with { Proof = ProofLevel.TransportAuthenticated } },
        { "less evidence", c => c with { Evidence = [] } },
        { "other evidence", c => c.With("approver") },
        { "a blank", c => c with { Value = Domain.Fields.FieldValue.Blank } },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Each_difference_for_which_a_policy_might_prefer_the_earlier_one_keeps_it(string what, Func<Claim, Claim> differ)
    {
        Assert.NotEmpty(what);
        Assert.False(Ends(differ(Claim("crm", "b", 2).With("case"))));
    }

    [Fact]
    public void A_claim_that_comes_too_late_ends_itself()
    {
        var late = Claim("crm", "b", 0).With("case");
        Assert.Equal([late], LiveClaims.EndedBy(late, [new JudgedClaim(Known, Outcome.Winner)]));
    }

    [Fact]
    public void Resolving_the_live_claims_gives_what_resolving_all_claims_ever_gives() =>
        Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims, Gen.Int[0, 10]).Sample((rule, claims, today) =>
        {
            var all = new List<Claim>();
            var live = ImmutableArray<JudgedClaim>.Empty;
            foreach (var next in claims)
            {
                all.Add(next);
                var ended = LiveClaims.EndedBy(next, live);
                live = [.. live.Add(new JudgedClaim(next, Outcome.Superseded)).Where(j => !ended.Contains(j.Claim))];
                var ever = Resolve(rule, today, [.. all]);
                var kept = Resolve(rule, today, [.. live.Select(j => j.Claim)]);
                Assert.Equal((ever.Winner, ever.Pending, ever.State), (kept.Winner, kept.Pending, kept.State));

                // Only a blank can tell: it was ignored in favour of a claim that has ended since, and is now merely superseded.
                Assert.Equal(ever.Judged.Where(j => live.Any(l => l.Claim == j.Claim) && !j.Claim.Value.IsBlank),
                    kept.Judged.Where(j => !j.Claim.Value.IsBlank));
            }
        }, iter: 10_000);

    [Fact]
    public void What_stays_does_not_depend_on_the_order_of_arrival() =>
        Gen.Select(AnyClaims.Claims, Gen.Int[0, 1_000_000].Array[10]).Sample((claims, arrival) =>
        {
            var permuted = claims.Index().OrderBy(c => arrival[c.Index]).Select(c => c.Item);
            return Kept(claims).ToHashSet().SetEquals(Kept(permuted));
        }, iter: 10_000);

    private static bool Ends(Claim later) => LiveClaims.EndedBy(later, [new JudgedClaim(Known, Outcome.Winner)]).Contains(Known);

    private static List<Claim> Kept(IEnumerable<Claim> claims)
    {
        var live = new List<Claim>();
        foreach (var next in claims)
        {
            var ended = LiveClaims.EndedBy(next, [.. live.Select(c => new JudgedClaim(c, Outcome.Superseded))]);
            live.Add(next);
            live.RemoveAll(c => ended.Contains(c));
        }

        return live;
    }
}
