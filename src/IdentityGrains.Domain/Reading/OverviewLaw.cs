using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Reading;

/// <summary>
/// Who may look over what is told of customers without their values: which platforms hold or owe what, where copies differ, and what somebody has to look at.
/// </summary>
public static class OverviewLaw
{
    /// <summary>
    /// Those who speak for a source, because they know of every customer anyway that a name could tell them of; and people who play a part that the policy
    /// names. A partner that sells data is no such source: that somebody is known here, or took a consent back, is news to it. Nor is who only sends to a
    /// platform, because what other platforms hold is nothing that it sends.
    /// </summary>
    public static bool MayLook(Caller by, Policy policy) =>
        policy.SourceOf(by.Principal) is { } source ? source.Kind != SourceKind.PartnerEnrichment : by.PlaysAny(policy);
}
