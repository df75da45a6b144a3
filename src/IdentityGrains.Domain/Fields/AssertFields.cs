using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Fields;

/// <summary>Says what fields were at a time. All are recorded, or none.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When the source saw it so.</param>
/// <param name="Key">The native key under which the source saw it; null when it has none.</param>
/// <param name="Fields">What it saw, each field once.</param>
/// <param name="Evidence">What accompanies it, for all fields.</param>
[GenerateSerializer, Immutable, Alias("assert-fields")]
public sealed record AssertFields(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] string? Key,
    [property: Id(1)] ImmutableArray<AssertedField> Fields, [property: Id(2)] ImmutableArray<Evidence> Evidence)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>One field and what it is said to be, not yet read by the field's format.</summary>
[GenerateSerializer, Immutable, Alias("asserted-field")]
public sealed record AssertedField([property: Id(0)] FieldName Field, [property: Id(1)] FieldValue Value);
