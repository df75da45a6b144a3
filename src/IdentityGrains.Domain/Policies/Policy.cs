namespace IdentityGrains.Domain.Policies;

/// <summary>The governance policy in force: one immutable document, compiled. Its semantics stand in <c>docs/policy.md</c>.</summary>
/// <param name="Metadata">Name, version and approvals.</param>
/// <param name="Hash">SHA-256 of the document's bytes, lower-case hexadecimal.</param>
/// <param name="Defaults">What holds where nothing is said; every one fails closed.</param>
/// <param name="Categories">One accountable owner per category.</param>
/// <param name="Sources">Who may assert.</param>
/// <param name="Purposes">Why data may be used.</param>
/// <param name="Regions">Sets of laws.</param>
/// <param name="Fields">What is governed.</param>
/// <param name="Platforms">Who may receive.</param>
/// <param name="Graph">Rules between customers.</param>
/// <param name="Exceptions">Typed deviations and who must act on them.</param>
/// <param name="Reviews">Recurring reviews.</param>
/// <param name="ActivationGate">What must be green before something new goes live.</param>
/// <param name="Tests">The document's own examples.</param>
public sealed record Policy(
    PolicyMetadata Metadata,
    string Hash,
    PolicyDefaults Defaults,
    FrozenDictionary<string, Category> Categories,
    FrozenDictionary<SourceName, Source> Sources,
    FrozenDictionary<PurposeName, Purpose> Purposes,
    FrozenDictionary<RegionName, Region> Regions,
    FrozenDictionary<FieldName, FieldRule> Fields,
    FrozenDictionary<PlatformName, Platform> Platforms,
    GraphRules Graph,
    FrozenDictionary<string, ExceptionRule> Exceptions,
    FrozenDictionary<string, ReviewRule> Reviews,
    ActivationGate ActivationGate,
    ImmutableArray<PolicyTest> Tests)
{
    /// <summary>The policy's name in receipts, headers and requests: <c>id@version</c>.</summary>
    public string Reference => Metadata.Id + "@" + Metadata.Version;

    private readonly PolicyIndex.Kept _index = new();

    /// <summary>The source that a principal speaks for; null when it speaks for none.</summary>
    public Source? SourceOf(PrincipalId principal) => Index.ByPrincipal.GetValueOrDefault(principal);

    /// <summary>Every kind of evidence that a rule asks for.</summary>
    public FrozenSet<string> EvidenceKinds => Index.EvidenceKinds;

    internal PolicyIndex Index => _index.Of(this);
}

/// <summary>Name, version and approvals of a policy document.</summary>
public sealed record PolicyMetadata(
    string Id, string Version, string? Supersedes, DateTimeOffset EffectiveFrom, Approvals? Approvals, string? ChangeNote);

/// <summary>How many must approve, in which roles.</summary>
public sealed record Approvals(int Required, ImmutableArray<string> Roles, string? SeparationOfDuties);

/// <summary>What holds where nothing is said. Only the fail-closed answer of each is accepted.</summary>
/// <param name="ClockSkewTolerance">How far an observation may lie ahead of the store's clock.</param>
public sealed record PolicyDefaults(TimeSpan ClockSkewTolerance);

/// <summary>A kind of field with exactly one accountable owner.</summary>
public sealed record Category(string Name, string Owner, string Steward, string ControlId);

/// <summary>Where a field's claims may be told, and why.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Title">In words.</param>
/// <param name="ThirdParty">True when data leaves the organisation for another's ends.</param>
/// <param name="NoticeVersion">The notice in force.</param>
/// <param name="ConsentTtl">How long a grant lasts; null for as long as it is not withdrawn.</param>
/// <param name="DoubleOptIn">True when a channel must be confirmed.</param>
public sealed record Purpose(
    PurposeName Name, string Title, bool ThirdParty, string NoticeVersion, TimeSpan? ConsentTtl, bool DoubleOptIn);
