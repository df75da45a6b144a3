using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Who is answerable for a field, who may assert it, and who is told: what the policy says of it, whoever the customer is.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Policy">The policy that says so, <c>id@version</c>.</param>
/// <param name="Category">The category that it belongs to.</param>
/// <param name="Owner">Who is accountable for the category.</param>
/// <param name="Steward">Who looks after it.</param>
/// <param name="Rule">Who may assert it and who wins.</param>
/// <param name="Verification">How it is verified; null when it never is.</param>
/// <param name="Platforms">Who is told, by name of the platform.</param>
[GenerateSerializer, Immutable, Alias("authority")]
public sealed record Authority(
    [property: Id(0)] FieldName Field, [property: Id(1)] string Policy, [property: Id(2)] string Category, [property: Id(3)] string Owner,
    [property: Id(4)] string Steward, [property: Id(5)] ExplainedRule Rule, [property: Id(6)] ExplainedVerification? Verification,
    [property: Id(7)] ImmutableArray<ExplainedRecipient> Platforms)
{
    /// <summary>What the policy says of the field; null when it knows none of that name.</summary>
    public static Authority? Of(FieldName field, Policy policy)
    {
        if (!policy.Fields.TryGetValue(field, out var rule))
        {
            return null;
        }

        var category = policy.Categories[rule.Category];
        return new Authority(
            field, policy.Reference, category.Name, category.Owner, category.Steward, RuleWords.Of(rule),
            rule.Verification is { } by
                ? new ExplainedVerification(by.Required, by.Method, by.CodeTtl, by.MaxAttempts, by.PendingTtl, by.KeepCurrentWhilePending, by.ReverifyAfter)
                : null,
            [.. Recipients(field, policy)]);
    }

    private static IEnumerable<ExplainedRecipient> Recipients(FieldName field, Policy policy) =>
        from platform in policy.Platforms.Values
        let mapped = platform.Mapping(field)
        where mapped is not null
        orderby platform.Name.Value
        select new ExplainedRecipient(
            platform.Name, platform.Recipient.LegalName, platform.Recipient.Role, platform.Recipient.Country, mapped.To, mapped.Purposes,
            mapped.MinState, platform.AckCeiling);
}

/// <summary>How a field is verified.</summary>
/// <param name="Required">True when an unverified value is never current.</param>
/// <param name="Method">By what.</param>
/// <param name="CodeTtl">How long a code is valid.</param>
/// <param name="MaxAttempts">How often it may be entered wrongly.</param>
/// <param name="PendingTtl">How long a claim waits.</param>
/// <param name="KeepCurrentWhilePending">True when the old value stays until the new one is verified.</param>
/// <param name="ReverifyAfter">When it must be verified again.</param>
[GenerateSerializer, Immutable, Alias("explained-verification")]
public sealed record ExplainedVerification(
    [property: Id(0)] bool Required, [property: Id(1)] string Method, [property: Id(2)] TimeSpan CodeTtl, [property: Id(3)] int MaxAttempts,
    [property: Id(4)] TimeSpan PendingTtl, [property: Id(5)] bool KeepCurrentWhilePending, [property: Id(6)] TimeSpan ReverifyAfter);

/// <summary>A platform that is told the field.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="LegalName">The legal entity behind it.</param>
/// <param name="Role">Its role, for example <c>processor</c>.</param>
/// <param name="Country">Where it is.</param>
/// <param name="To">Under which name it is told.</param>
/// <param name="Purposes">The purposes that release it there.</param>
/// <param name="MinState">The least state that is told; null for any.</param>
/// <param name="AckCeiling">The most that its acknowledgement can prove.</param>
[GenerateSerializer, Immutable, Alias("explained-recipient")]
public sealed record ExplainedRecipient(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] string LegalName, [property: Id(2)] string Role, [property: Id(3)] string Country,
    [property: Id(4)] string To, [property: Id(5)] ImmutableArray<PurposeName> Purposes, [property: Id(6)] VerificationState? MinState,
    [property: Id(7)] AckLevel AckCeiling);
