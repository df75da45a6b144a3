using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Exceptions;

/// <summary>
/// Holds exceptions against the claims of customers who were planned. A customer stays dirty until that is done, so none is lost with a process; one of which
/// the like stands is not opened, so none is opened twice.
/// </summary>
internal sealed class ClaimExceptions(IExceptions exceptions, PoliciesInForce policies, IStoreClock clock)
{
    /// <summary>Opens what is missing and resolves what stands no longer: a statement each, and none where there is nothing of the kind.</summary>
    public async Task Follow(IReadOnlyList<PlannedClaims> planned, CancellationToken ct)
    {
        var (policy, now) = (policies.Current.Policy, clock.Now.InMicroseconds());
        ExceptionRecord[] standing = [.. planned.SelectMany(p => p.Troubles.Select(t => ExceptionRecords.Of(t, p.Customer, policy, now)))];
        if (standing.Length > 0)
        {
            await exceptions.Open(standing, ct);
        }

        CustomerId[] before = [.. planned.Where(p => p.HadExceptions).Select(p => p.Customer)];
        if (before.Length > 0)
        {
            await exceptions.ResolveOthers(before, standing, ExceptionRecords.Calmed, now, ct);
        }
    }
}

/// <summary>What planning a customer found among his claims.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="HadExceptions">True when exceptions of his claims stood before.</param>
/// <param name="Troubles">What somebody has to look at.</param>
internal sealed record PlannedClaims(CustomerId Customer, bool HadExceptions, ImmutableArray<ClaimTrouble> Troubles);
