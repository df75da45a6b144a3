using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Restriction;

/// <summary>Asks that processing stop, but for storage (GDPR Art. 18).</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When it was asked.</param>
/// <param name="Evidence">Where it can be looked up.</param>
[GenerateSerializer, Immutable, Alias("restrict-processing")]
public sealed record RestrictProcessing(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] ImmutableArray<Evidence> Evidence)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>Ends a restriction. It needs the customer's own word or a case.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When it was asked.</param>
/// <param name="Evidence">Where it can be looked up.</param>
[GenerateSerializer, Immutable, Alias("release-restriction")]
public sealed record ReleaseRestriction(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] ImmutableArray<Evidence> Evidence)
    : CustomerCommand(Operation, Customer, ObservedAt);
