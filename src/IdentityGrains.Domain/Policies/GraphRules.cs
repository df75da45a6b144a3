namespace IdentityGrains.Domain.Policies;

/// <summary>Rules between customers: merges, households, mandates.</summary>
public sealed record GraphRules(MergeRules Merge, HouseholdRules Household, DelegationRules Delegation);

/// <summary>When two records become one.</summary>
public sealed record MergeRules(
    string SurvivorIs, ImmutableArray<string> BlockedWhen, ImmutableArray<string> AutoApproval, string OtherwiseApproval, string Consent,
    TimeSpan UndoWindow);

/// <summary>What a household shares.</summary>
public sealed record HouseholdRules(
    int MaxMembers, ImmutableArray<FieldName> SharedFields, bool ConsentShared, string Leave, bool SilentLeaveAllowed);

/// <summary>What one person may do for another.</summary>
public sealed record DelegationRules(
    TimeSpan MaxDuration, bool ChainAllowed, ImmutableArray<string> Scopes, ImmutableArray<string> NeverDelegable, GuardianRules Guardian);

/// <summary>What a guardian may do, and until when.</summary>
public sealed record GuardianRules(ImmutableArray<string> Scopes, string EndsAt);

/// <summary>A typed deviation: how grave, how soon, and whose.</summary>
public sealed record ExceptionRule(string Name, string Severity, TimeSpan Sla, string AssignTo, string? EscalateTo);

/// <summary>A recurring review.</summary>
public sealed record ReviewRule(
    string Name, TimeSpan Cadence, ImmutableArray<string> Reviewers, int? Quorum, ImmutableArray<TimeSpan> OverdueEscalation,
    TimeSpan? FreezeNewPurposesWhenOverdueBy, TimeSpan? AutoDisableAfter);

/// <summary>What must be green before something new goes live.</summary>
public sealed record ActivationGate(ImmutableArray<string> AppliesTo, ImmutableArray<string> Require);
