using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Verifications;

/// <summary>Asks that a code be sent: a first one, another one, or one for a contact point that must be verified again.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whose contact point.</param>
/// <param name="ObservedAt">When the customer asked.</param>
/// <param name="Field">Which contact point.</param>
[GenerateSerializer, Immutable, Alias("request-code")]
public sealed record RequestCode(OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] FieldName Field)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>Brings the code that the customer read at the contact point.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whose contact point.</param>
/// <param name="ObservedAt">When the customer gave it.</param>
/// <param name="Field">Which contact point.</param>
/// <param name="Code">As the customer wrote it.</param>
/// <param name="Verification">The verification that is meant; null for the one under way.</param>
[GenerateSerializer, Immutable, Alias("confirm-code")]
public sealed record ConfirmCode(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] FieldName Field, [property: Id(1)] string Code,
    [property: Id(2)] VerificationId? Verification)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>Stops a change of a contact point before it is confirmed, or undoes it within its undo window.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whose contact point.</param>
/// <param name="ObservedAt">When it was asked.</param>
/// <param name="Field">Which contact point.</param>
/// <param name="Token">What the notice to the previous contact point carried; null when the customer is signed in.</param>
[GenerateSerializer, Immutable, Alias("cancel-verification")]
public sealed record CancelVerification(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] FieldName Field, [property: Id(1)] string? Token)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>A platform could not reach the customer there: a bounce or a complaint. It only ever takes trust away.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Whose contact point.</param>
/// <param name="ObservedAt">When it was seen.</param>
/// <param name="Field">Which contact point.</param>
/// <param name="Value">What could not be reached; anything else than the current value changes nothing.</param>
[GenerateSerializer, Immutable, Alias("doubt-contact")]
public sealed record DoubtContact(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] FieldName Field, [property: Id(1)] FieldValue Value)
    : CustomerCommand(Operation, Customer, ObservedAt);
