namespace IdentityGrains.Domain.Customers;

/// <summary>Something that is asked of one customer. Who asks and <c>now</c> come from the grain, never from the command.</summary>
/// <param name="Operation">The caller's name for this act; a retry carries the same one.</param>
/// <param name="Customer">Whom it concerns.</param>
/// <param name="ObservedAt">When the caller saw it happen; later than now and the policy's skew it is refused.</param>
[GenerateSerializer, Immutable, Alias("customer-command")]
public abstract record CustomerCommand(
    [property: Id(0)] OperationId Operation, [property: Id(1)] CustomerId Customer, [property: Id(2)] DateTimeOffset ObservedAt)
{
    /// <summary>
    /// Stands for the instant at which the act is decided, in <see cref="ObservedAt"/>: for callers whose protocol tells no time. A retry says the same, so
    /// that it is the same act, which an instant that the door took from its own clock would not be.
    /// </summary>
    public static readonly DateTimeOffset OnArrival = DateTimeOffset.MinValue;

    /// <summary>
    /// The version that the caller has seen, if the act is to count for that one only. It says when to act and not what is done: neither the fingerprint
    /// nor the canonical text has it, so that a retry under another condition is the same act and gets the first receipt.
    /// </summary>
    [Id(3)]
    public long? ExpectedVersion { get; init; }

    /// <summary>
    /// After which instant of the store's clock the act is not to be begun any more, if there is one. As the expected version, it is no part of the act.
    /// </summary>
    [Id(4)]
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Never what it says: the runtime prints the arguments of a call that took too long.</summary>
    public sealed override string ToString() => $"{GetType().Name} of {Customer}";
}
