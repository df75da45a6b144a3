using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>A connected system and the legal entity behind it: what it may receive, and why.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Connector">The connector that speaks its language, for example <c>webhook.standard</c>.</param>
/// <param name="Recipient">The legal entity.</param>
/// <param name="Identity">The service identity that sends.</param>
/// <param name="Key">Where the platform keeps our id of the customer.</param>
/// <param name="AckCeiling">The most that its plain success answer proves.</param>
/// <param name="Confirm">How more is proved.</param>
/// <param name="Reconcile">When it is looked back at.</param>
/// <param name="OnPermissionLost">What happens to a value that may not be held any more, and to the record.</param>
/// <param name="Hazards">Known dangers, for people.</param>
/// <param name="PurposeSignals">How a consent itself is told to the platform.</param>
/// <param name="Fields">What it may receive.</param>
public sealed record Platform(
    PlatformName Name, string Connector, Recipient Recipient, ServiceIdentity Identity, string Key, AckLevel AckCeiling,
    ConfirmPlan Confirm, ReconcilePlan Reconcile, PermissionLost OnPermissionLost, ImmutableArray<string> Hazards,
    FrozenDictionary<PurposeName, PurposeSignal> PurposeSignals, ImmutableArray<PlatformField> Fields)
{
    /// <summary>The field that the platform keeps as its key of the customer; null when no mapped field is.</summary>
    public FieldName? KeyField => Fields.FirstOrDefault(f => f.To == Key[(Key.LastIndexOf('.') + 1)..])?.Field;

    /// <summary>The mapping of a field; null when it is not mapped.</summary>
    public PlatformField? Mapping(FieldName field)
    {
        foreach (var mapped in Fields)
        {
            if (mapped.Field == field)
            {
                return mapped;
            }
        }

        return null;
    }
}

/// <summary>A named legal entity that receives personal data.</summary>
public sealed record Recipient(string LegalName, string Role, string Country, string? Transfer);

/// <summary>A service identity of ours towards a platform.</summary>
public sealed record ServiceIdentity(
    PrincipalId Id, ImmutableArray<string> Scopes, string Credential, TimeSpan RotateEvery, string Environment, string Owner);

/// <summary>How a platform's copy is confirmed.</summary>
/// <param name="By"><c>read_back</c>, <c>response_body</c> or <c>callback</c>.</param>
/// <param name="Within">How long that may take.</param>
/// <param name="Sample">Which share is confirmed, 0..1.</param>
/// <param name="AlwaysFor">What is confirmed always.</param>
public sealed record ConfirmPlan(string By, TimeSpan Within, double Sample, ImmutableArray<string> AlwaysFor);

/// <summary>How a platform is looked back at.</summary>
public sealed record ReconcilePlan(string Schedule, string Mode, TimeSpan? FullSweep, int MaxRepairsPerRun, double MaxDriftRatio);

/// <summary>What becomes of a value that may not be held any more, and of the record when nothing may.</summary>
public sealed record PermissionLost(string Default, string Record);

/// <summary>How a consent is told to the platform.</summary>
public sealed record PurposeSignal(string To, string Granted, string Denied);

/// <summary>One field that a platform may receive.</summary>
/// <param name="Field">Which field.</param>
/// <param name="To">Where the platform keeps it.</param>
/// <param name="Purposes">The first of these that is permitted releases it.</param>
/// <param name="MinState">The verification it needs; null when none.</param>
/// <param name="Nullable">False when the platform refuses an empty value.</param>
public sealed record PlatformField(
    FieldName Field, string To, ImmutableArray<PurposeName> Purposes, VerificationState? MinState, bool Nullable);
