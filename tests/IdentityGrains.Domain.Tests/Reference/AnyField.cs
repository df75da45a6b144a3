using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>One question of who wins a field.</summary>
internal sealed record FieldCase(FieldRule Rule, Claim[] Claims, SubjectFacts Facts, DateTimeOffset Now);

/// <summary>Arbitrary rules and claims, over alphabets small enough to collide often.</summary>
internal static class AnyField
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    private static readonly TimeSpan Tick = TimeSpan.FromMicroseconds(1);

    private static readonly FieldValue[][] Kinds =
    [
        [Say("v1"), Say("v2"), Say("v3"), Say("v4")],
        [new FieldValue.Flag(true), new FieldValue.Flag(false)],
        [Topics("v1"), Topics("v2"), Topics("v1", "v2"), Topics("v1", "v2", "v3")],
        [new FieldValue.Parts([new Part("line1", "v1")]), new FieldValue.Parts([new Part("line1", "v2")])],
    ];

    private static readonly Gen<ImmutableArray<string>> Evidence =
        Gen.OneOf<ImmutableArray<string>>([], [], [], ["case"], ["approver"], ["case", "approver"]);

    private static readonly Gen<RankedSource> Standing = Gen.Select(
        Gen.Int[1, 4], Gen.Frequency((3, Gen.Const(ProofLevel.None)), (1, Gen.Enum<ProofLevel>())), Evidence, Gen.Int[0, 4],
        Gen.Frequency((3, Gen.Const(() => (Guard?)null)), (1, AnyGuard.Guard.Select(g => (Guard?)g))),
        (rank, proof, requires, fill, guard) => new RankedSource(new SourceName("?"), rank, proof, requires, FillOnly: fill == 4, guard));

    private static readonly Gen<OverwriteTable> Table = Gen.Select(
        Gen.Enum<LowerRankRule>(), Gen.Int[1, 3], Gen.Enum<EqualRankRule>(), Gen.Enum<BlankRule>(), Gen.Enum<StaleRule>(), Gen.Enum<UnverifiedRule>(),
        (lower, days, equal, blank, stale, unverified) =>
            new OverwriteTable(lower, TimeSpan.FromDays(days), equal, blank, stale, unverified, []));

    private static readonly Gen<FieldRule> Rule = Gen.Select(
        Standing.Array[1, 5], Table, Gen.Int[0, 4], Gen.Bool, Gen.OneOf<int?>(null, 3, 6),
        (standing, table, record, verified, days) =>
            Given.Rule([.. standing.Select((s, i) => s with { Source = new SourceName(Names[i]) })]) with
            {
                SystemOfRecord = new SourceName(Names[record % standing.Length]),
                // "n/a" is the word of a field without verification, and only of such a field.
                Overwrite = verified && table.Unverified == UnverifiedRule.NotApplicable ? table with { Unverified = UnverifiedRule.Pend } : table,
                Verification = verified ? ByCode : null,
                ValidFor = days is { } d ? TimeSpan.FromDays(d) : null,
            });

    private static readonly Gen<DateTimeOffset> When = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 6], (day, jitter) => Day(day) + Jitter(jitter));

    private static Gen<Claim> Claim(FieldValue[] values) => Gen.Select(
        Gen.OneOf("a", "a", "b", "b", "c", "d", "e", "stranger"), Gen.OneOf("", "k1", "k2"), When,
        Gen.Frequency((3, Gen.Const(ProofLevel.SubjectAuthenticated)), (1, Gen.Enum<ProofLevel>())), Evidence,
        Gen.Frequency((3, Gen.OneOf(values)), (1, Gen.OneOf(FieldValue.Blank, Say(""), Topics()))), Gen.Bool, Gen.Int[0, 3],
        (source, key, at, proof, evidence, value, verified, journal) => new Claim(
            new ClaimId(journal, 0), new SourceName(source), key, at, proof, [.. evidence.Select(k => new Evidence(k, "ref-1"))], value, verified, Ana));

    private static readonly Gen<Claim[]> Claims = Gen.Int[0, Kinds.Length - 1].SelectMany(kind => Claim(Kinds[kind]).Array[0, 8]).Select(Journalled);

    // Often the very instant at which a claim's lifetime ends, or the one before or after.
    public static readonly Gen<FieldCase> Case = Gen.Select(
        Rule, Claims, AnyFacts.Facts, When, Gen.Int[0, 11], Gen.Int[0, 6], (rule, claims, facts, at, which, jitter) => new FieldCase(
            rule, claims, facts,
            rule.ValidFor is { } lifetime && which < claims.Length
                ? claims[which].ObservedAt + lifetime + Jitter(jitter)
                : at + TimeSpan.FromDays(3)));

    private static FieldValue.Text Say(string text) => new(text);

    private static TimeSpan Jitter(int jitter) => jitter switch { 0 => -Tick, 1 => Tick, _ => TimeSpan.Zero };

    // The order of the journal is another than the order in which the claims are given; two entries may hold them.
    private static Claim[] Journalled(Claim[] claims) => [.. claims.Select((c, i) => c with { Id = new ClaimId(1 + c.Id.Version, i) })];
}
