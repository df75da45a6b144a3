using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Storage.Journal;
using PolicyInForce = IdentityGrains.Client.Governance.PolicyInForce;

namespace IdentityGrains.Grains.Governance;

/// <summary>
/// Puts an approved document in force:
/// 1. one activation at a time;
/// 2. the law decides, under the policy that is in force;
/// 3. the store moves the epoch, if nobody else did; from here on it takes no entry and no send of an older one;
/// 4. requests that began before are waited for, or cut off, and the caller is answered.
/// </summary>
internal sealed partial class PolicyActivation(
    IPolicies store, PoliciesInForce policies, SendGate gate, IStoreClock clock, TimeProvider time, ILogger<PolicyActivation> logger)
{
    /// <summary>For how long requests to platforms that began under older policies are waited for before they are cut off.</summary>
    public static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(5);

    private int _running;

    /// <summary>Activates a proposed document, or says why not. The document that is in force already is answered as it is.</summary>
    public async Task<PolicyAnswer> Activate(string hash, DateTimeOffset? effectiveAt, Caller by)
    {
        // :: Step 1
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            return new PolicyAnswer.Busy();
        }

        try
        {
            return await ActivateAlone(hash, effectiveAt, by);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    // Never cancelled: giving up half way would only hide what took effect.
    private async Task<PolicyAnswer> ActivateAlone(string hash, DateTimeOffset? effectiveAt, Caller by)
    {
        // :: Step 2
        var inForce = await policies.Refresh(CancellationToken.None);
        if (ActivationLaw.WhyNotPropose(by, inForce.Policy) is { } stranger)
        {
            return new PolicyAnswer.Refused(stranger, []);
        }

        if (inForce.Active.Hash == hash)
        {
            return await Settled(inForce);
        }

        if (await store.FindProposal(hash, CancellationToken.None) is not { } stored)
        {
            return new PolicyAnswer.NoProposal();
        }

        if (ActivationLaw.WhyNotActivate(stored.Proposal, by, effectiveAt, inForce.Policy, inForce.Epoch, clock.Now) is { } refusal)
        {
            return new PolicyAnswer.Refused(refusal, []);
        }

        // It was sound when it was proposed; a newer program may read it otherwise.
        var reading = PolicyDocument.Load(stored.Document);
        if (reading.Policy is not { } next)
        {
            return new PolicyAnswer.Unsound(reading.Malformed, [.. reading.Errors.Select(e => new Fault(e.Path, e.Code))]);
        }

        var lacking = Compatibility.Faults(inForce.Policy, next);
        if (!lacking.IsEmpty)
        {
            return new PolicyAnswer.Refused(ActivationRefusal.Incompatible, lacking);
        }

        // :: Step 3
        var changed = await policies.Change(clock, at => store.ActivateProposal(hash, inForce.Epoch, by.Principal, at, CancellationToken.None));
        return changed is null ? new PolicyAnswer.Busy() : await Settled(changed);
    }

    private async Task<PolicyAnswer> Settled(PolicyEpoch inForce)
    {
        // :: Step 4
        var cutOff = await gate.WhenOlderEnded(inForce.Epoch, SendPatience, time);
        InForce(logger, inForce.Policy.Reference, inForce.Epoch, cutOff);
        return new PolicyAnswer.Activated(Told(inForce), cutOff);
    }

    /// <summary>What is told of a policy in force.</summary>
    public static PolicyInForce Told(PolicyEpoch inForce) => new(
        inForce.Policy.Reference, inForce.Active.Hash, inForce.Epoch, inForce.Active.ActivatedAt, inForce.Active.Document);

    [LoggerMessage(2602, LogLevel.Information, "Policy {Policy} is in force, epoch {Epoch}; {CutOff} requests to platforms were cut off")]
    private static partial void InForce(ILogger logger, string policy, long epoch, int cutOff);
}
