namespace IdentityGrains.Domain.Policies;

/// <summary>When a purpose is permitted in a region.</summary>
public enum PurposeModel
{
    /// <summary>Always: the contract needs it.</summary>
    Contract = 1,

    /// <summary>Always: the law demands it.</summary>
    LegalObligation = 2,

    /// <summary>After a grant.</summary>
    Consent = 3,

    /// <summary>Until an opt-out.</summary>
    OptOut = 4,

    /// <summary>Until an objection.</summary>
    Objection = 5,
}

/// <summary>A set of laws and what they make of each purpose.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Laws">For people.</param>
/// <param name="Resolve">What a region is found by, best first.</param>
/// <param name="Purposes">The model of each purpose.</param>
/// <param name="Signals">What a privacy signal withdraws: <c>gpc</c> to a purpose.</param>
/// <param name="Minors">Rules below an age.</param>
/// <param name="Rights">Deadlines of rights, as written.</param>
public sealed record Region(
    RegionName Name, ImmutableArray<string> Laws, ImmutableArray<string> Resolve,
    FrozenDictionary<PurposeName, PurposeRule> Purposes, FrozenDictionary<string, PurposeName> Signals, MinorRules Minors,
    FrozenDictionary<string, string> Rights);

/// <summary>A purpose in a region.</summary>
public sealed record PurposeRule(PurposeModel Model, string Basis);

/// <summary>What holds for the young. Ages are in completed years.</summary>
/// <param name="ConsentAge">The age of digital consent where the country has none of its own.</param>
/// <param name="PerCountry">The age per country, by ISO 3166-1 alpha-2 code.</param>
/// <param name="JointWithChild">Countries where guardian and child must both agree.</param>
/// <param name="SelfOptInUntil">Below this age, <see cref="SelfOptInPurposes"/> need the child's own grant.</param>
/// <param name="SelfOptInPurposes">Purposes of <see cref="SelfOptInUntil"/>.</param>
/// <param name="Prohibited">Purposes that no consent opens.</param>
/// <param name="ProhibitedUntil">The age at which that ends; null for the age of consent.</param>
/// <param name="SeparateThirdPartyConsent">True when disclosure to others needs a consent of its own.</param>
public sealed record MinorRules(
    int ConsentAge, FrozenDictionary<string, int> PerCountry, ImmutableArray<string> JointWithChild,
    int? SelfOptInUntil, ImmutableArray<PurposeName> SelfOptInPurposes, ImmutableArray<PurposeName> Prohibited, int? ProhibitedUntil,
    bool SeparateThirdPartyConsent)
{
    /// <summary>Who decides below the age of consent. Only <c>guardian</c> is known.</summary>
    public string Below { get; init; } = "guardian";

    /// <summary>The age of consent where the customer lives.</summary>
    public int AgeOfConsent(string? country) =>
        country is not null && PerCountry.TryGetValue(country, out var age) ? age : ConsentAge;
}
