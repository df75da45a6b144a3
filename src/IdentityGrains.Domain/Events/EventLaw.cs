using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Events;

/// <summary>Who may be told of events. Whoever the policy and the organisation do not name is told nothing.</summary>
public static class EventLaw
{
    /// <summary>
    /// Those who speak for a source and those who send to a platform, because they know of every customer anyway that a name could tell them of; and people
    /// who hold a role. A partner that sells data is no such source: that somebody is known here is news to it.
    /// </summary>
    public static bool MayFollow(Caller by, Policy policy) => by.IsPerson
        ? HoldsRole(by)
        : policy.SourceOf(by.Principal) is { } source
            ? source.Kind != SourceKind.PartnerEnrichment
            : policy.Platforms.Values.Any(p => p.Identity.Id == by.Principal);

    /// <summary>People who hold a role: a subscription outlives the credential that it was made with, so somebody must be answerable for it.</summary>
    public static bool MaySubscribe(Caller by) => by.IsPerson && HoldsRole(by);

    private static bool HoldsRole(Caller by) => by.Roles.Length > 0;
}
