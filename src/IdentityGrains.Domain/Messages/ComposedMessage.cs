namespace IdentityGrains.Domain.Messages;

/// <summary>A message to the customer as it goes out. It is held in memory while it is sent, and nowhere else.</summary>
/// <param name="Id">The same for every attempt.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Method">How the policy has the field verified, for example <c>confirmation_code</c> or <c>sms_code</c>.</param>
/// <param name="Field">The field whose contact point is concerned.</param>
/// <param name="To">The contact point, in the field's normal form.</param>
/// <param name="Verification">The verification's id, to come back with the code.</param>
/// <param name="Code">The code; null in a notice.</param>
/// <param name="CancelToken">What stops or undoes the change; null in a message with a code.</param>
/// <param name="Language">BCP 47; null when the customer's language is not known.</param>
/// <param name="OptsIn">Purposes that the code opens as well, because they need a double opt-in.</param>
/// <param name="ExpiresAt">Until when code or token count.</param>
[GenerateSerializer, Immutable, Alias("composed-message")]
public sealed record ComposedMessage(
    [property: Id(0)] string Id, [property: Id(1)] MessageKind Kind, [property: Id(2)] string Method, [property: Id(3)] FieldName Field,
    [property: Id(4)] string To, [property: Id(5)] string Verification, [property: Id(6)] string? Code, [property: Id(7)] string? CancelToken,
    [property: Id(8)] string? Language, [property: Id(9)] ImmutableArray<PurposeName> OptsIn, [property: Id(10)] DateTimeOffset ExpiresAt)
{
    /// <summary>Never what it says or to whom.</summary>
    public override string ToString() => Id;
}
