using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Policies;

/// <summary>What kind of system a source is. It bounds what the source may say beyond fields.</summary>
public enum SourceKind
{
    /// <summary>A channel of the organisation that the customer uses.</summary>
    FirstPartyChannel = 1,

    /// <summary>A connected platform.</summary>
    Platform = 2,

    /// <summary>It computes from others' data.</summary>
    Derived = 3,

    /// <summary>It establishes who somebody is.</summary>
    IdentityProvider = 4,

    /// <summary>Another organisation that sells or lends data.</summary>
    PartnerEnrichment = 5,

    /// <summary>People at a console.</summary>
    HumanConsole = 6,
}

/// <summary>A system or channel allowed to assert.</summary>
/// <param name="Name">As the policy names it.</param>
/// <param name="Kind">What kind of system.</param>
/// <param name="Principal">The identity that speaks for it, and for nothing else.</param>
/// <param name="MaxProof">No claim of it is ever proved further.</param>
/// <param name="NativeKey">What its ids are called.</param>
/// <param name="Contract">The contract of a partner.</param>
/// <param name="Requires">Kinds of evidence that each act of it owes.</param>
public sealed record Source(
    SourceName Name, SourceKind Kind, PrincipalId Principal, ProofLevel MaxProof, string? NativeKey,
    PartnerContract? Contract, ImmutableArray<string> Requires)
{
    /// <summary>True unless a contract forbids it.</summary>
    public bool MayCreateCustomers => Contract?.MayCreateSubjects ?? Kind != SourceKind.PartnerEnrichment;
}

/// <summary>What a partner's contract allows.</summary>
/// <param name="Id">The contract's number.</param>
/// <param name="PermittedPurposes">What its data may be used for.</param>
/// <param name="DataTtl">How long a claim of it lives.</param>
/// <param name="Article14NoticeWithin">When the customer must have been told.</param>
/// <param name="MayCreateSubjects">Whether it may create customers.</param>
public sealed record PartnerContract(
    string Id, ImmutableArray<PurposeName> PermittedPurposes, TimeSpan DataTtl, TimeSpan Article14NoticeWithin, bool MayCreateSubjects);
