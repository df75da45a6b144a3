using CsCheck;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>One question of what a platform may be told, and why.</summary>
internal sealed record LawCase(Policy Policy, SubjectFacts Facts);

/// <summary>Arbitrary regions and one platform, for the same purposes and fields as <see cref="AnyFacts"/>.</summary>
internal static class AnyLaws
{
    public static readonly PlatformName Platform = new("crm");

    private static readonly Gen<PurposeName> Purpose = Gen.OneOf(AnyFacts.Purposes);

    private static readonly Gen<ImmutableArray<PurposeName>> Purposes =
        Purpose.Array[0, 4].Select(some => some.Distinct().ToImmutableArray());

    private static readonly Gen<PurposeModel?> Model =
        Gen.Frequency((1, Gen.Const(() => (PurposeModel?)null)), (9, Gen.Enum<PurposeModel>().Select(m => (PurposeModel?)m)));

    private static readonly Gen<int?> Age = Gen.Frequency((1, Gen.Const(() => (int?)null)), (2, Gen.Int[10, 18].Select(a => (int?)a)));

    private static readonly Gen<MinorRules> Minors = Gen.Select(
        Gen.Int[12, 16], Age, Age, Gen.Int[0, 3], Age, Purposes, Purposes, Age,
        (consent, germany, france, joint, optIn, optInPurposes, prohibited, until) => new MinorRules(
            consent, PerCountry(("DE", germany), ("FR", france)), joint switch { 0 => ["FR"], 1 => ["DE", "FR"], _ => [] },
            optIn, optInPurposes, prohibited, until, SeparateThirdPartyConsent: false));

    private static readonly Gen<Region> Region = Gen.Select(
        Model.Array[AnyFacts.Purposes.Length], Gen.Int[0, AnyFacts.Purposes.Length], Minors,
        (models, gpc, minors) => new Region(
            new RegionName("?"), [], [], Rules(models), Signals(gpc), minors, FrozenDictionary<string, string>.Empty));

    private static readonly Gen<PlatformField> Mapped = Gen.Select(Purposes, Gen.Bool, (purposes, verified) => new PlatformField(
        new FieldName("?"), "there", purposes, verified ? VerificationState.Verified : null, Nullable: true));

    // The last of the fields is never mapped.
    public static readonly Gen<LawCase> Case = Gen.Select(Region.Array[0, 3], Mapped.Array[AnyFacts.Fields.Length - 1], AnyFacts.Facts,
        (regions, mapped, facts) => new LawCase(
            GivenPolicy.Plain
                .Under([.. regions.Select((r, i) => r with { Name = new RegionName(new[] { "EU", "US", "BR" }[i]) })])
                .Telling(GivenPolicy.Platform(Platform.Value, [.. mapped.Select((m, i) => m with { Field = AnyFacts.Fields[i] })])),
            facts));

    private static FrozenDictionary<PurposeName, PurposeRule> Rules(PurposeModel?[] models) => AnyFacts.Purposes.Zip(models)
        .Where(m => m.Second is not null).ToFrozenDictionary(m => m.First, m => new PurposeRule(m.Second!.Value, "basis"));

    private static FrozenDictionary<string, PurposeName> Signals(int gpc) => gpc == AnyFacts.Purposes.Length
        ? FrozenDictionary<string, PurposeName>.Empty
        : new Dictionary<string, PurposeName> { ["gpc"] = AnyFacts.Purposes[gpc] }.ToFrozenDictionary();

    private static FrozenDictionary<string, int> PerCountry(params (string Country, int? Age)[] ages) =>
        ages.Where(a => a.Age is not null).ToFrozenDictionary(a => a.Country, a => a.Age!.Value);
}
