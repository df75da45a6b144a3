using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Uses;

/// <summary>Decides whether a customer's fields may be used for a purpose. It tells that they may, never what they say.</summary>
public static class Using
{
    /// <summary>Why this caller's question has no answer, whoever the customer is; null when it has one.</summary>
    public static UseAnswer? WhyNot(UseQuestion question, Caller by, Policy policy)
    {
        // A stranger learns nothing, not even which names the policy knows.
        if (policy.SourceOf(by.Principal) is not { } source)
        {
            return new UseAnswer.NoCustomer();
        }

        if (!policy.Purposes.ContainsKey(question.Purpose))
        {
            return new UseAnswer.NoPurpose();
        }

        if (question.Platform is { } platform && !policy.Platforms.ContainsKey(platform))
        {
            return new UseAnswer.NoPlatform();
        }

        var unknown = question.Fields.Where(f => !policy.Fields.ContainsKey(f)).ToImmutableArray();
        if (!unknown.IsEmpty)
        {
            return new UseAnswer.NoFields(unknown);
        }

        return MayAsk(source, question.Purpose) ? null : new UseAnswer.Denied();
    }

    /// <summary>Decides, field by field. The question's names are known to the policy.</summary>
    public static UseAnswer.Decided Decide(Customer customer, UseQuestion question, Policy policy, DateTimeOffset now)
    {
        var permits = Permits.Of(customer, policy, now);
        var platform = question.Platform is { } name ? policy.Platforms[name] : null;
        return new UseAnswer.Decided(
            customer.Id, customer.Version, policy.Reference,
            [.. question.Fields.Select(f => Decide(customer.Field(f), policy.Fields[f], platform, question.Purpose, permits))],
            Permitted(question.Purpose, permits));
    }

    private static FieldUse Decide(FieldState state, FieldRule rule, Platform? platform, PurposeName purpose, Permits permits)
    {
        // A field is told for each purpose that its mapping names; asked is this one alone.
        var mapped = platform is null
            ? new PlatformField(rule.Name, string.Empty, [purpose], Demanded(rule), Nullable: true)
            : platform.Mapping(rule.Name) is { } there && there.Purposes.Contains(purpose) ? there with { Purposes = [purpose] }
            : null;
        var verdict = Disclose.OfCustomer(mapped, state, permits);
        return new FieldUse(rule.Name, verdict.Purpose, verdict.Basis, verdict.Why);
    }

    private static PurposeUse Permitted(PurposeName purpose, Permits permits)
    {
        // Who asks for the purpose alone must hear of the restriction too: it stops every use.
        if (permits.Facts.Restricted)
        {
            return new PurposeUse(purpose, false, Words.Of(Withheld.Restricted), null);
        }

        var verdict = permits.Of(purpose);
        return new PurposeUse(purpose, verdict.Permitted, verdict.Why is { } why ? Words.Of(why) : null, verdict.Basis);
    }

    // No mapping says what will do, so nothing unverified does where verification is required.
    private static VerificationState? Demanded(FieldRule rule) => rule.Verification is { Required: true } ? VerificationState.Verified : null;

    private static bool MayAsk(Source source, PurposeName purpose) =>
        source.Kind != SourceKind.PartnerEnrichment || source.Contract?.PermittedPurposes.Contains(purpose) == true;
}
