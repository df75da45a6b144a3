using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Signals;

/// <summary>
/// A person's browser or consent dialogue signalled what he wants. An opt-out by signal needs no verification and is never refused for its date.
/// </summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Who.</param>
/// <param name="ObservedAt">When it was sent.</param>
/// <param name="Kind">By which standard.</param>
/// <param name="Text">Word for word as it came.</param>
[GenerateSerializer, Immutable, Alias("receive-signal")]
public sealed record ReceiveSignal(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] SignalKind Kind, [property: Id(1)] string Text)
    : CustomerCommand(Operation, Customer, ObservedAt)
{
    /// <summary>The longest signal, in characters.</summary>
    public const int LongestText = 8 * 1024;
}
