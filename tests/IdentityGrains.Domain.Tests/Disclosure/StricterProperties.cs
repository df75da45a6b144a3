using CsCheck;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Consents;
using static IdentityGrains.Domain.Tests.GivenPolicy;

namespace IdentityGrains.Domain.Tests.Disclosure;

/// <summary>
/// What a stricter policy releases, the laxer one releases too. A higher age of consent is not among the ways to be stricter: it lets a guardian decide for
/// whom nobody could decide before.
/// </summary>
public class StricterProperties
{
    private static readonly PlatformName Shop = new("shop");
    private static readonly PurposeName[] Purposes = [Ads, Personal, Fulfilment];

    private static readonly Policy Lax = With(Given.Named(Given.Field.Value, "string", Given.Ranked("self", 1)))
        .Telling(Platform(Shop.Value, Mapped(Given.Field.Value, null, Purposes)));

    /// <summary>One way to be stricter, somewhere.</summary>
    private static readonly Gen<Func<Policy, Policy>> Way = Gen.OneOf<Func<Policy, Policy>>(
        Gen.Select(Gen.Int[0, 2], AnyPerson.Purpose).Select<(int, PurposeName), Func<Policy, Policy>>(g => p =>
            InRegion(p, g.Item1, r => Tightened(r, g.Item2))),
        Gen.Select(Gen.Int[0, 2], AnyPerson.Purpose).Select<(int, PurposeName), Func<Policy, Policy>>(g => p => InRegion(p, g.Item1, r => r with
        {
            Minors = r.Minors with { Prohibited = r.Minors.Prohibited.Add(g.Item2) },
        })),
        Gen.Select(Gen.Int[0, 2], AnyPerson.Purpose).Select<(int, PurposeName), Func<Policy, Policy>>(g => p => InRegion(p, g.Item1, r => r with
        {
            Minors = r.Minors with { SelfOptInPurposes = r.Minors.SelfOptInPurposes.Add(g.Item2), SelfOptInUntil = Math.Max(r.Minors.SelfOptInUntil ?? 0, 17) },
        })),
        Gen.Int[0, 2].Select<int, Func<Policy, Policy>>(i => p => InRegion(p, i, r => r with { Minors = r.Minors with { JointWithChild = ["FR", "DE"] } })),
        Gen.Int[0, 2].Select<int, Func<Policy, Policy>>(i => p => p.Telling(
            Platform(Shop.Value, Mapped(Given.Field.Value, null, [.. Purposes.Where((_, k) => k != i)])))),
        Gen.Const<Func<Policy, Policy>>(p => p.Telling(Platform(Shop.Value, Mapped(Given.Field.Value, VerificationState.Verified, Purposes)))),
        Gen.Const<Func<Policy, Policy>>(p => p.Telling()));

    [Fact]
    public void A_stricter_policy_never_releases_more() => Gen.Select(AnyPerson.Facts, Way.Array[1, 4]).Sample((facts, ways) =>
    {
        var strict = ways.Aggregate(Lax, (policy, way) => way(policy));
        return Released(facts, Lax) || !Released(facts, strict);
    });

    [Fact]
    public void Some_ways_make_a_difference() => Assert.Contains(
        true, Gen.Select(AnyPerson.Facts, Way).Array[500].Single().Select(g => Released(g.Item1, Lax) && !Released(g.Item1, g.Item2(Lax))));

    private static bool Released(SubjectFacts facts, Policy policy) => Disclose.Release(Shop, Given.Field, facts, policy).Why is null;

    private static Policy InRegion(Policy policy, int which, Func<Region, Region> change)
    {
        var regions = policy.Regions.Values.OrderBy(r => r.Name.Value, StringComparer.Ordinal).ToArray();
        regions[which] = change(regions[which]);
        return policy.Under(regions);
    }

    private static Region Tightened(Region region, PurposeName purpose) => region with
    {
        Purposes = region.Purposes
            .ToDictionary(p => p.Key, p => p.Key == purpose ? p.Value with { Model = PurposeModel.Consent } : p.Value).ToFrozenDictionary(),
    };
}
