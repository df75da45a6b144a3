using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Customers;

/// <summary>Begins a record. With a native key, the same key never begins a second one.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">The id it will have.</param>
/// <param name="ObservedAt">When the caller met the customer.</param>
/// <param name="Key">The caller's own native key; null when it has none.</param>
[GenerateSerializer, Immutable, Alias("create-customer")]
public sealed record CreateCustomer(OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] NativeKey? Key)
    : CustomerCommand(Operation, Customer, ObservedAt)
{
    /// <summary>What the caller knows of the customer already: said in the entry that begins the record, or there is no record.</summary>
    [Id(1)]
    public ImmutableArray<AssertedField> Fields { get; init; } = [];
}

/// <summary>Says that the caller's source knows this customer by a further native key.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When the caller learnt it.</param>
/// <param name="Key">The caller's own native key.</param>
[GenerateSerializer, Immutable, Alias("attach-key")]
public sealed record AttachKey(OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] NativeKey Key)
    : CustomerCommand(Operation, Customer, ObservedAt);
