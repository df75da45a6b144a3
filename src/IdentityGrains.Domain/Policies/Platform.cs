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
/// <param name="Hazards">Known dangers, each with a rule of its own.</param>
/// <param name="PurposeSignals">How a consent itself is told to the platform.</param>
/// <param name="Fields">What it may receive.</param>
public sealed record Platform(
    PlatformName Name, string Connector, Recipient Recipient, ServiceIdentity Identity, string Key, AckLevel AckCeiling,
    ConfirmPlan Confirm, ReconcilePlan Reconcile, PermissionLost OnPermissionLost, ImmutableArray<string> Hazards,
    FrozenDictionary<PurposeName, PurposeSignal> PurposeSignals, ImmutableArray<PlatformField> Fields)
{
    /// <summary>The field that the platform keeps as its key of the customer; null when no mapped field is.</summary>
    public FieldName? KeyField => Fields.FirstOrDefault(f => f.To == Key[(Key.LastIndexOf('.') + 1)..])?.Field;

    /// <summary>What becomes of a record of which nothing may be held any more.</summary>
    public RecordEnd RecordEnd => Words.TryRead<RecordEnd>(OnPermissionLost.Record, out var end) ? end : RecordEnd.Keep;

    /// <summary>The field by which the platform knows the customer's e-mail address; null when it is told none.</summary>
    public FieldName? EmailField(Policy policy) =>
        Fields.FirstOrDefault(f => policy.Fields.TryGetValue(f.Field, out var rule) && rule.TellsEmail)?.Field;

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
/// <param name="AlwaysFor">What is confirmed always when it is news: fields, and purposes' signals as <c>email_marketing_subscription</c>.</param>
public sealed record ConfirmPlan(string By, TimeSpan Within, double Sample, ImmutableArray<string> AlwaysFor)
{
    /// <summary>The platform is looked at.</summary>
    public const string ReadBack = "read_back";

    /// <summary>The platform calls.</summary>
    public const string Callback = "callback";

    /// <summary>The platform's answer shows what it stored; where one does not, the platform is looked at.</summary>
    public const string ResponseBody = "response_body";

    /// <summary>
    /// True when it is to be shown that the platform holds what it was told. Of withdrawals always: a copy that was never taken away is the worst.
    /// </summary>
    /// <param name="lane">How urgent the delivery was.</param>
    /// <param name="share">Where it falls, 0 to 1, if only a share is confirmed.</param>
    /// <param name="news">What it told the platform that this did not know.</param>
    public bool Wants(Lane lane, double share, IEnumerable<FieldName> news) =>
        By is ReadBack or Callback or ResponseBody && (lane == Lane.Withdrawal || share <= Sample || news.Any(f => AlwaysFor.Contains(WordOf(f))));

    /// <summary>How far it must be known that values were taken back before their record goes.</summary>
    public AckLevel BeforeEnd => By is ReadBack or Callback or ResponseBody ? AckLevel.Confirmed : AckLevel.Accepted;

    /// <summary>The word by which <see cref="AlwaysFor"/> names a field or a purpose's signal.</summary>
    public static string WordOf(FieldName field) => SignalField.PurposeOf(field) is { } purpose ? purpose + "_subscription" : field.Value;
}

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
