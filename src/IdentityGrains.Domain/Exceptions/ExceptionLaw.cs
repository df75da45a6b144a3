using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reconciling;

namespace IdentityGrains.Domain.Exceptions;

/// <summary>Which deviations somebody has to look at, how urgently, and who. The kinds are the policy's words.</summary>
public static class ExceptionLaw
{
    /// <summary>A platform refuses for good to take a customer's content, or refuses us as a whole.</summary>
    public const string Rejected = "delivery_rejected_permanent";

    /// <summary>Nobody knows whether a platform has what it was told.</summary>
    public const string Indeterminate = "delivery_indeterminate";

    /// <summary>A platform's copy differs, and nothing is done about it by itself.</summary>
    public const string Drift = "drift_detected";

    /// <summary>A permission was taken away, and it is not shown that the platform followed.</summary>
    public const string NotConfirmed = "consent_not_confirmed";

    /// <summary>A request began after its permit was over: what it carried may have been forbidden by then.</summary>
    public const string LateSend = "late_send";

    /// <summary>A platform that was asked for our customers showed a record that is none of theirs.</summary>
    public const string Foreign = "foreign_record";

    /// <summary>A platform claims more than its protocol proves.</summary>
    public const string AboveCeiling = "ack_above_ceiling";

    /// <summary>A platform said again and again that it is gone.</summary>
    public const string Disabled = "platform_disabled";

    /// <summary>A source says what it does not prove as well as the field asks of it.</summary>
    public const string Unproven = "unproven_source";

    /// <summary>Two sources of equal rank disagree, and a steward has to decide.</summary>
    public const string Conflicting = "conflicting_claims";

    /// <summary>The policy's words for how grave something is, the least first.</summary>
    public static readonly ImmutableArray<string> Severities = ["low", "medium", "high", "critical"];

    /// <summary>Kinds that a policy need not name. Of one that it does not, the kind beside it says whose it is and until when.</summary>
    public static readonly FrozenDictionary<string, (string Like, string Severity)> Unnamed = new Dictionary<string, (string, string)>
    {
        [LateSend] = (NotConfirmed, "critical"), [Foreign] = (Indeterminate, "critical"), [AboveCeiling] = (Indeterminate, "medium"),
        [Disabled] = (Rejected, "high"),
    }.ToFrozenDictionary();

    /// <summary>Kinds that are over by themselves, once what stands in the store is well again. The others somebody has to resolve.</summary>
    public static readonly ImmutableArray<string> OfDeliveries = [Rejected, Indeterminate, NotConfirmed];

    // The category of consents: what a platform shows of one is its steward's to look at.
    private const string ConsentState = "consent_state";

    /// <summary>For how long a withdrawal may be under way, or a delivery be in doubt, before somebody is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The kind of exception that a delivery is; null while it is none.</summary>
    public static string? OfDelivery(TroubledDelivery delivery) => delivery switch
    {
        { Lane: Lane.Withdrawal, Trouble: not Trouble.None } => NotConfirmed,
        { Lane: Lane.Withdrawal } when delivery.Age >= Patience => NotConfirmed,
        { Trouble: Trouble.Refused } => Rejected,
        { Trouble: Trouble.NotShown } => Indeterminate,
        { Trouble: Trouble.InDoubt } when delivery.Age >= Patience => Indeterminate,
        _ => null,
    };

    /// <summary>Opens an exception as the policy says that one of its kind is to be treated.</summary>
    /// <param name="kind">One of the policy's words.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="about">What it is about.</param>
    /// <param name="now">When it opens.</param>
    public static ExceptionDuty DutyOf(string kind, Policy policy, ExceptionSubject about, DateTimeOffset now)
    {
        var rule = RuleOf(kind, policy);
        return new ExceptionDuty(
            rule.Severity, Assignee(rule.AssignTo, policy, about), rule.EscalateTo is { } other ? Assignee(other, policy, about) : null, now + rule.Sla);
    }

    /// <summary>How grave a drift is. Only a spelling is nobody's harm, and what may not be there at all is everybody's.</summary>
    public static string SeverityOf(DriftKind kind, Policy policy) => kind switch
    {
        DriftKind.Format => "low",
        DriftKind.Forbidden => policy.Exceptions[NotConfirmed].Severity,
        _ => policy.Exceptions[Drift].Severity,
    };

    /// <summary>Which of two severities is the graver: the greater number.</summary>
    public static int Gravity(string severity) => Severities.IndexOf(severity);

    private static ExceptionRule RuleOf(string kind, Policy policy) => policy.Exceptions.GetValueOrDefault(kind)
        ?? (Unnamed.TryGetValue(kind, out var other)
            ? policy.Exceptions[other.Like] with { Name = kind, Severity = other.Severity }
            : throw new System.Diagnostics.UnreachableException($"No exception is called {kind}"));

    // Somebody by name, or by the part that he plays for the thing concerned; where nobody plays it, whoever answers for the system, and then for the field.
    private static string Assignee(string assignTo, Policy policy, ExceptionSubject about)
    {
        var category = about.Field is { } name && CategoryOf(name, policy) is { } word ? policy.Categories.GetValueOrDefault(word) : null;
        var system = about.ConnectedSystem is { } named ? policy.Platforms.GetValueOrDefault(named)?.Identity.Owner : null;
        return assignTo switch
        {
            "platform.owner" or "nhi.owner" or "source.owner" => system ?? category?.Owner ?? assignTo,
            "category.owner" => category?.Owner ?? system ?? assignTo,
            "category.steward" => category?.Steward ?? system ?? assignTo,
            _ => assignTo,
        };
    }

    private static string? CategoryOf(FieldName field, Policy policy) =>
        SignalField.Is(field) ? ConsentState : policy.Fields.GetValueOrDefault(field)?.Category;
}

/// <summary>What is wrong with a delivery.</summary>
public enum Trouble
{
    /// <summary>Nothing; it is under way.</summary>
    None = 0,

    /// <summary>The platform refused it for good.</summary>
    Refused = 1,

    /// <summary>Nobody knows whether it was applied.</summary>
    InDoubt = 2,

    /// <summary>The platform acknowledged it and never showed it.</summary>
    NotShown = 3,
}

/// <summary>A delivery that may be an exception.</summary>
/// <param name="Lane">How urgent it is.</param>
/// <param name="Trouble">What is wrong with it.</param>
/// <param name="Age">How long ago it was planned.</param>
public sealed record TroubledDelivery(Lane Lane, Trouble Trouble, TimeSpan Age);
