using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Rollback;

/// <summary>
/// Undoes what was recorded, by one more entry: claims that came since count no more, and those that counted then count again. Nothing is deleted.
/// </summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When it was decided.</param>
/// <param name="Scope">What is undone.</param>
/// <param name="Evidence">The case and who approved.</param>
[GenerateSerializer, Immutable, Alias("roll-back")]
public sealed record RollBack(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] RollbackScope Scope,
    [property: Id(1)] ImmutableArray<Evidence> Evidence)
    : CustomerCommand(Operation, Customer, ObservedAt)
{
    /// <summary>The versions whose state the decision looks at.</summary>
    public IEnumerable<long> Versions => Scope switch
    {
        RollbackScope.FieldTo to => [to.Version],
        RollbackScope.ChangeSet set => [set.Version - 1, set.Version],
        _ => [],
    };
}

/// <summary>What is undone.</summary>
[GenerateSerializer, Immutable, Alias("rollback-scope")]
public abstract record RollbackScope
{
    private RollbackScope()
    {
    }

    /// <summary>Everything that was said of one field after a version.</summary>
    /// <param name="Field">Which field.</param>
    /// <param name="Version">The version that it goes back to.</param>
    [GenerateSerializer, Immutable, Alias("rollback-scope.field-to")]
    public sealed record FieldTo([property: Id(0)] FieldName Field, [property: Id(1)] long Version) : RollbackScope;

    /// <summary>Everything that one entry said.</summary>
    /// <param name="Version">Which entry.</param>
    [GenerateSerializer, Immutable, Alias("rollback-scope.change-set")]
    public sealed record ChangeSet([property: Id(0)] long Version) : RollbackScope;
}
