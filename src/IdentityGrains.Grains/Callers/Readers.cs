using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Grains.Governance;

namespace IdentityGrains.Grains.Callers;

/// <summary>Turns away whoever may not look over what is told of customers.</summary>
internal static class Readers
{
    /// <summary>Lets the caller of the call that is being served on, by the policy in force; refuses otherwise.</summary>
    public static void Admit(PoliciesInForce policies)
    {
        if (!OverviewLaw.MayLook(CurrentCaller.Required, policies.Current.Policy))
        {
            throw new ReadingRefusedException();
        }
    }
}
