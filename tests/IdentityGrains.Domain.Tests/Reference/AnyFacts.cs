using CsCheck;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>Arbitrary people: of each region and of none, around every age that a rule may name.</summary>
internal static class AnyFacts
{
    public static readonly PurposeName[] Purposes = [new("p1"), new("p2"), new("p3"), new("p4")];

    public static readonly FieldName[] Fields = [new("f1"), new("f2"), new("f3"), new("f4")];

    private static readonly Gen<ImmutableDictionary<PurposeName, Stance>> Stances =
        Gen.OneOf<Stance?>(null, Stance.Granted, Stance.Granted, Stance.Denied).Array[Purposes.Length].Select(said =>
            Told(Purposes, said));

    private static readonly Gen<ImmutableDictionary<FieldName, VerificationState>> States =
        Gen.OneOf(Gen.Const(() => (VerificationState?)null), Gen.Enum<VerificationState>().Select(s => (VerificationState?)s)).Array[Fields.Length]
            .Select(known => Told(Fields, known));

    /// <summary>Ages from below the youngest age of consent to above the oldest limit.</summary>
    public static readonly Gen<int?> Age = Gen.Frequency((1, Gen.Const(() => (int?)null)), (7, Gen.Int[9, 19].Select(a => (int?)a)));

    public static readonly Gen<SubjectFacts> Facts = Gen.Select(
        Gen.OneOf<string?>(null, "EU", "US", "BR", "elsewhere"), Gen.OneOf<string?>(null, "DE", "FR", "AT"), Age, Stances, Stances, States,
        Gen.Bool, Gen.Int[0, 7],
        (region, country, age, said, guardian, states, gpc, restricted) => new SubjectFacts(
            region is null ? null : new RegionName(region), country, age, said, guardian, states, gpc, Restricted: restricted == 7));

    /// <summary>A person in words.</summary>
    public static string Written(SubjectFacts facts) =>
        $"region {facts.Region?.Value ?? "?"}, country {facts.Country ?? "?"}, age {facts.AgeYears?.ToString() ?? "?"}, gpc {facts.Gpc}, "
        + $"restricted {facts.Restricted}, says [{All(facts.Consents)}], guardian says [{All(facts.GuardianConsents)}], states [{All(facts.States)}]";

    private static string All<TName, T>(ImmutableDictionary<TName, T> all)
        where TName : notnull => string.Join(", ", all.OrderBy(a => a.Key.ToString(), StringComparer.Ordinal).Select(a => $"{a.Key} {a.Value}"));

    private static ImmutableDictionary<TName, T> Told<TName, T>(TName[] names, T?[] told)
        where TName : notnull
        where T : struct =>
        names.Zip(told).Where(t => t.Second is not null).ToImmutableDictionary(t => t.First, t => t.Second!.Value);
}
