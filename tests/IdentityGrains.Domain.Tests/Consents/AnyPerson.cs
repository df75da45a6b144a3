using CsCheck;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Consents;

/// <summary>Arbitrary people under the example's laws.</summary>
internal static class AnyPerson
{
    public static readonly Gen<PurposeName> Purpose = Gen.OneOf(Fulfilment, Email, Personal, Ads);

    private static readonly Gen<ImmutableDictionary<PurposeName, Stance>> Stances =
        Gen.Select(Purpose, Gen.Enum<Stance>()).Array[0, 4].Select(said =>
            said.Aggregate(ImmutableDictionary<PurposeName, Stance>.Empty, (all, s) => all.SetItem(s.Item1, s.Item2)));

    public static readonly Gen<SubjectFacts> Facts = Gen.Select(
        Gen.OneOf<string?>(null, "EU", "US-CA", "BR"), Gen.OneOf<string?>(null, "FR", "DE"), Gen.OneOf<int?>(null, 10, 12, 13, 14, 15, 16, 17, 18, 40),
        Stances, Stances, Gen.Enum<VerificationState>(), Gen.Bool, Gen.Int[0, 4],
        (region, country, age, consents, guardian, state, gpc, restricted) => new SubjectFacts(
            region is null ? null : new RegionName(region), country, age, consents, guardian,
            ImmutableDictionary<FieldName, VerificationState>.Empty.Add(Given.Field, state), gpc, restricted == 0));
}
