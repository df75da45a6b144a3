using System.Globalization;
using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Claims;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Explanations;

public class CounterfactualProperties
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromTicks(TimeSpan.TicksPerMicrosecond);

    [Fact]
    public void The_change_that_is_named_makes_the_claim_win() => EveryLoser((rule, claims, loser, change) =>
        change.Kind == ChangeKind.None || Wins(rule, claims, loser, change.Kind, change.To));

    [Fact]
    public void No_change_is_named_only_where_none_helps() => EveryLoser((rule, claims, loser, change) =>
        change.Kind != ChangeKind.None || !Candidates(rule, claims, loser).Any(c => Wins(rule, claims, loser, c.Kind, c.To)));

    [Fact]
    public void The_change_that_is_named_is_the_first_that_helps() => EveryLoser((rule, claims, loser, change) =>
        change.Kind is ChangeKind.None or ChangeKind.Resolution
        || Candidates(rule, claims, loser).First(c => Wins(rule, claims, loser, c.Kind, c.To)) == (change.Kind, change.To));

    private static void EveryLoser(Func<FieldRule, Claim[], Claim, ExplainedChange, bool> holds) => Gen.Select(AnyClaims.AnyRule, AnyClaims.Claims)
        .Sample((rule, claims) =>
        {
            var winner = Survivorship.Resolve(rule, [.. claims], Somebody, Day(9)).Winner;
            return claims.Where(c => c.Id != winner?.Id)
                .All(loser => holds(rule, claims, loser, Counterfactual.Of(loser, rule, [.. claims], Somebody, Day(9))));
        });

    // Written from what the changes say, not from how they are found.
    private static IEnumerable<(ChangeKind Kind, string? To)> Candidates(FieldRule rule, Claim[] claims, Claim loser)
    {
        if (rule.RankOf(loser.Source) is not { } ranked)
        {
            yield break;
        }

        var winner = Survivorship.Resolve(rule, [.. claims], Somebody, Day(9)).Winner;
        if (loser.Proof < ranked.MinProof)
        {
            yield return (ChangeKind.Proof, Words.Of(ranked.MinProof));
        }

        var owed = ranked.Requires.Except(loser.Evidence.Select(e => e.Kind)).ToArray();
        if (owed.Length > 0)
        {
            yield return (ChangeKind.Evidence, string.Join(", ", owed));
        }

        if (rule.Verification is not null && !loser.Verified)
        {
            yield return (ChangeKind.Verification, "verified");
        }

        DateTimeOffset?[] instants =
        [
            winner?.ObservedAt + Microsecond, winner?.ObservedAt + (rule.Overwrite.LowerRank == LowerRankRule.IfNewerThan ? rule.Overwrite.NewerBy : null),
            claims.Max(c => c.ObservedAt) + Microsecond, Day(9) - rule.ValidFor,
        ];
        foreach (var at in instants.OfType<DateTimeOffset>().Where(at => at > loser.ObservedAt).Distinct().Order())
        {
            yield return (ChangeKind.Time, at.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFZ", CultureInfo.InvariantCulture));
        }

        if (winner is not null && winner.Source != loser.Source && rule.RankOf(winner.Source) is { } best)
        {
            foreach (var rank in new[] { best.Rank, best.Rank - 1 }.Where(r => r < ranked.Rank))
            {
                yield return (ChangeKind.Rank, rank.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool Wins(FieldRule rule, Claim[] claims, Claim loser, ChangeKind kind, string? to)
    {
        var changed = kind switch
        {
            ChangeKind.Proof => loser with { Proof = Words.TryRead<ProofLevel>(to, out var proof) ? proof : throw new InvalidDataException(to) },
            ChangeKind.Evidence => loser with { Evidence = [.. loser.Evidence, .. to!.Split(", ").Select(k => new Evidence(k, "any"))] },
            ChangeKind.Verification => loser.Verified(),
            ChangeKind.Time => loser with { ObservedAt = DateTimeOffset.Parse(to!, CultureInfo.InvariantCulture) },
            _ => loser,
        };
        if (kind == ChangeKind.Rank)
        {
            var rank = int.Parse(to!, CultureInfo.InvariantCulture);
            rule = rule with { Sources = [.. rule.Sources.Select(s => s.Source == loser.Source ? s with { Rank = rank } : s)] };
        }

        return Survivorship.Resolve(rule, [.. claims.Select(c => c.Id == loser.Id ? changed : c)], Somebody, Day(9)).Winner?.Id == loser.Id;
    }
}
