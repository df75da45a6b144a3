namespace IdentityGrains.Simulators.Inbox;

/// <summary>One message as its recipient would find it.</summary>
/// <param name="Number">Its place in the inbox, from 1 without gaps.</param>
/// <param name="At">When it first came.</param>
/// <param name="Received">How often it came.</param>
/// <param name="Id">Its id.</param>
/// <param name="Kind">For example <c>code</c> or <c>change_notice</c>.</param>
/// <param name="Method">How the policy verifies the field.</param>
/// <param name="Field">Which field.</param>
/// <param name="To">To whom.</param>
/// <param name="Verification">What comes back with the code.</param>
/// <param name="Code">The code; null when there is none.</param>
/// <param name="CancelToken">What stops the change; null when there is none.</param>
/// <param name="Language">BCP 47; null when it is not known.</param>
/// <param name="OptsIn">Purposes that the code opens as well.</param>
/// <param name="ExpiresAt">Until when code or token count.</param>
public sealed record InboxMessage(
    long Number, DateTimeOffset At, int Received, string Id, string Kind, string Method, string Field, string To, string Verification, string? Code,
    string? CancelToken, string? Language, IReadOnlyList<string> OptsIn, DateTimeOffset ExpiresAt);

/// <summary>How often each thing happened since the start.</summary>
/// <param name="Requests">Requests in all.</param>
/// <param name="Kept">Messages that came for the first time.</param>
/// <param name="Repeated">Messages that came again.</param>
/// <param name="Differing">Of those, the ones that said something else than the first time.</param>
/// <param name="RejectedSignatures">Not signed by a key of this inbox, or too old.</param>
/// <param name="Malformed">Signed, and not what a message looks like.</param>
/// <param name="Faulted">A fault stood before it; nothing was kept.</param>
public sealed record InboxSummary(long Requests, long Kept, long Repeated, long Differing, long RejectedSignatures, long Malformed, long Faulted);
