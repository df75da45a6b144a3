using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Verifications;

namespace IdentityGrains.Domain.Messages;

/// <summary>What a message to the customer is about. Numbers are stored: never reuse one.</summary>
public enum MessageKind
{
    /// <summary>A code that shows that the contact point is the customer's.</summary>
    Code = 1,

    /// <summary>To the contact point so far: another one was named, and this is how to stop it.</summary>
    ChangeNotice = 2,
}

/// <summary>
/// A one-shot message that an entry owes the customer. It holds no value: to whom it goes is named by a claim, and what it says is made when it is sent.
/// </summary>
/// <param name="Id">Names it for ever among the customer's messages; a retry carries the same one.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Verification">The verification that it belongs to.</param>
/// <param name="Number">Which code of that verification, from 1; 0 for a notice.</param>
/// <param name="To">The claim whose value is the contact point that it goes to.</param>
/// <param name="ExpiresAt">Not worth sending any more after this instant.</param>
[GenerateSerializer, Immutable, Alias("customer-message")]
public sealed record CustomerMessage(
    [property: Id(0)] string Id, [property: Id(1)] MessageKind Kind, [property: Id(2)] VerificationId Verification, [property: Id(3)] int Number,
    [property: Id(4)] ClaimId To, [property: Id(5)] DateTimeOffset ExpiresAt);
