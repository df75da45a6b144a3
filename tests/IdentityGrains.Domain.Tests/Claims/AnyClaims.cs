using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Claims;

/// <summary>Arbitrary rules and claims over alphabets small enough to collide often.</summary>
internal static class AnyClaims
{
    private static readonly string[] Sources = ["a", "b", "c", "d"];

    private static readonly Gen<ProofLevel> Proof = Gen.Enum<ProofLevel>();

    private static readonly Gen<string[]> Kinds = Gen.OneOf<string[]>([], [], ["case"], ["case", "approver"]);

    private static readonly Gen<FieldValue> Value = Gen.OneOf<FieldValue>(
        FieldValue.Blank, new FieldValue.Text(""), new FieldValue.Text("x"), new FieldValue.Text("y"), new FieldValue.Flag(true),
        new FieldValue.Flag(false), Topics(), Topics("m"), Topics("m", "n"));

    private static readonly Gen<Guard?> Guards = Gen.OneOf<Guard?>(
        null, null, null, new Guard("true", new GuardExpression.Flag(true)), new Guard("false", new GuardExpression.Flag(false)),
        new Guard("null", new GuardExpression.Null()));

    /// <summary>A claim said on a day between 0 and 8, which may tie with others.</summary>
    public static readonly Gen<Claim> Claim = Gen.Select(
        Gen.OneOf(Sources), Gen.OneOf("", "k"), Gen.Int[0, 8], Proof, Kinds, Value, Gen.Bool,
        (source, key, day, proof, kinds, value, verified) =>
            (Given.Claim(source, value, day, version: 1, key) with { Proof = proof, Verified = verified }).With(kinds));

    /// <summary>Up to ten claims, journalled in the order given.</summary>
    public static readonly Gen<Claim[]> Claims = Claim.Array[0, 10].Select(Journalled);

    private static readonly Gen<RankedSource> Standing = Gen.Select(
        Gen.Int[1, 3], Gen.Enum<ProofLevel>(), Kinds, Gen.Int[0, 4], Guards,
        (rank, proof, kinds, fill, guard) => Ranked("?", rank) with { MinProof = proof, Requires = [.. kinds], FillOnly = fill == 0, Guard = guard });

    private static readonly Gen<OverwriteTable> Table = Gen.Select(
        Gen.Enum<LowerRankRule>(), Gen.Enum<EqualRankRule>(), Gen.Enum<BlankRule>(), Gen.Enum<UnverifiedRule>(),
        (lower, equal, blank, unverified) =>
            new OverwriteTable(lower, TimeSpan.FromDays(2), equal, blank, StaleRule.RecordOnly, unverified, []));

    /// <summary>A field with three ranked sources; the fourth may not assert it.</summary>
    public static readonly Gen<FieldRule> AnyRule = Gen.Select(
        Standing.Array[3], Table, Gen.Bool, Gen.OneOf<int?>(null, 3, 6),
        (standing, table, verified, days) => Rule([.. standing.Select((s, i) => s with { Source = new SourceName(Sources[i]) })]) with
        {
            Overwrite = table,
            Verification = verified ? ByCode : null,
            ValidFor = days is { } d ? TimeSpan.FromDays(d) : null,
        });

    /// <summary>The same claims as if the journal had heard them in this order.</summary>
    public static Claim[] Journalled(this IEnumerable<Claim> claims) => [.. claims.Select((c, i) => c with { Id = new ClaimId(i + 1, 0) })];
}
