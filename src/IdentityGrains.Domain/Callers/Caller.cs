using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Callers;

/// <summary>Who asks, as the credentials prove it. It is established in the silo, never stated by the caller.</summary>
/// <param name="Principal">The service identity of the credential.</param>
/// <param name="Carried">The strongest proof that the credentials carry, before the source's cap.</param>
/// <param name="Subject">The customer that a subject token names, if one came along.</param>
/// <param name="Signed">Whom the source's signature over this very command names, if one came along and holds.</param>
public sealed record Caller(PrincipalId Principal, ProofLevel Carried, CustomerId? Subject, SignedSubject? Signed = null)
{
    /// <summary>How the principal of a person begins: whoever signed in with the organisation.</summary>
    public const string PersonPrefix = "oidc:";

    /// <summary>The product's own hand.</summary>
    public static readonly Caller System = new(PrincipalId.System, ProofLevel.ServiceAuthenticated, null);

    /// <summary>What the credential says that the caller is in the organisation, for example <c>chief-privacy-officer</c>; empty for most.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>True for a person, false for a service identity.</summary>
    public bool IsPerson => Principal.Value.StartsWith(PersonPrefix, StringComparison.Ordinal);

    /// <summary>The same caller, whose source signed this very command.</summary>
    public Caller WithSignature(SignedSubject signed) =>
        this with { Carried = Carried < ProofLevel.SignedAssertion ? ProofLevel.SignedAssertion : Carried, Signed = signed };

    /// <summary>
    /// What is established for an act on this customer: a subject token counts only for the customer it names,
    /// and no source proves more than its cap.
    /// </summary>
    public ProofLevel ProofFor(CustomerId customer, Source source)
    {
        // Without a token that names this customer nothing proves that he was signed in, whatever else was carried.
        var carried = Subject == customer ? ProofLevel.SubjectAuthenticated
            : Carried < ProofLevel.SubjectAuthenticated ? Carried : ProofLevel.SignedAssertion;
        return carried < source.MaxProof ? carried : source.MaxProof;
    }
}
