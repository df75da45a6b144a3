using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Reading;

namespace IdentityGrains.Domain.Events;

/// <summary>Who may be told of events. Whoever the policy does not name is told nothing.</summary>
public static class EventLaw
{
    /// <summary>Those who may look over all customers, and those who send to a platform: what happens to a customer is what they send.</summary>
    public static bool MayFollow(Caller by, Policy policy) =>
        OverviewLaw.MayLook(by, policy) || policy.Platforms.Values.Any(p => p.Identity.Id == by.Principal);

    /// <summary>
    /// People who play a part that the policy names: a subscription outlives the credential that it was made with, so somebody must be answerable for it.
    /// </summary>
    public static bool MaySubscribe(Caller by, Policy policy) => by.PlaysAny(policy);

    /// <summary>
    /// Whoever made it, and those whom the policy asks for its own approval: its makers leave. To others it is as if there were none: its address may hold a
    /// key, and a fresh secret is a key.
    /// </summary>
    /// <param name="maker">Who made the subscription.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="policy">The policy in force.</param>
    public static bool MayManage(PrincipalId maker, Caller by, Policy policy) =>
        MaySubscribe(by, policy) && (by.Principal == maker || by.Administers(policy));
}
