namespace IdentityGrains.Domain.Customers;

/// <summary>Something that is asked of one customer. Who asks and <c>now</c> come from the grain, never from the command.</summary>
/// <param name="Operation">The caller's name for this act; a retry carries the same one.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When the caller saw it happen; later than now and the policy's skew it is refused.</param>
[GenerateSerializer, Immutable, Alias("customer-command")]
public abstract record CustomerCommand(
    [property: Id(0)] OperationId Operation, [property: Id(1)] CustomerId Customer, [property: Id(2)] DateTimeOffset ObservedAt)
{
    /// <summary>Never what it says: the runtime prints the arguments of a call that took too long.</summary>
    public sealed override string ToString() => $"{GetType().Name} of {Customer}";
}
