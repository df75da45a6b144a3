using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Restriction;

/// <summary>Stopping is easy; going on needs the customer's own word or a case.</summary>
internal static class RestrictionLaw
{
    private const string Case = "case_reference";

    public static Decision Decide(Asked asked, RestrictProcessing command)
    {
        if (asked.Source.Kind is SourceKind.PartnerEnrichment or SourceKind.Derived)
        {
            return Decision.Refuse(Refusal.NotAuthoritative);
        }

        return asked.Customer.Restricted
            ? Decision.Unchanged.Instance
            : Accept(asked, restricted: true, new ProcessingRestricted(asked.Source.Name, asked.Proof, command.Evidence));
    }

    public static Decision Decide(Asked asked, ReleaseRestriction command)
    {
        if (asked.Source.Kind is SourceKind.PartnerEnrichment or SourceKind.Derived)
        {
            return Decision.Refuse(Refusal.NotAuthoritative);
        }

        if (asked.Proof < ProofLevel.SubjectAuthenticated && !command.Evidence.Any(e => e.Kind == Case))
        {
            return Decision.Refuse(Refusal.EvidenceMissing, new Fault("evidence", "evidence-missing"));
        }

        return asked.Customer.Restricted
            ? Accept(asked, restricted: false, new RestrictionReleased(asked.Source.Name, asked.Proof, command.Evidence))
            : Decision.Unchanged.Instance;
    }

    // A guard may read that processing is restricted.
    private static Decision.Accepted Accept(Asked asked, bool restricted, CustomerEvent happened) =>
        new Decision.Accepted([happened, .. Reevaluation.OfGuarded(asked.Customer, restricted, asked.Policy, asked.Now)]);
}
