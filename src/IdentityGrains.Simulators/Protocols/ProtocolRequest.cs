using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>One request as a platform saw it.</summary>
/// <param name="Number">Its place in the log, from 1 without gaps.</param>
/// <param name="At">When, by the platform's clock.</param>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">Behind the platform's root, with its query.</param>
/// <param name="Status">What was answered; 0 when nothing was.</param>
/// <param name="Fault">The fault that struck it; null when none did.</param>
/// <param name="Written">What it wrote; empty when nothing.</param>
/// <param name="Body">The raw body as text; null once newer ones took its place.</param>
public sealed record ProtocolRequest(
    long Number, DateTimeOffset At, string Method, string Path, int Status, FaultKind? Fault, IReadOnlyList<WrittenItem> Written, string? Body)
{
    /// <summary>When its head was there, before anything of the body was read, by the simulator's clock.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When its sender hung up; null when he waited until it was written down.</summary>
    public DateTimeOffset? HungUpAt { get; init; }

    /// <summary>How long the answer asks to wait, as it stands there; null when it does not.</summary>
    public string? RetryAfter { get; init; }
}

/// <summary>How often each thing happened at one platform since the start.</summary>
/// <param name="Requests">Requests.</param>
/// <param name="Writes">Items written, faults and repetitions included.</param>
/// <param name="Faulted">Requests that a fault struck.</param>
/// <param name="Throttled">Requests beyond the rate.</param>
/// <param name="Unauthorised">Requests without a good token.</param>
/// <param name="Edits">Changes by humans.</param>
/// <param name="Records">Records held now.</param>
public sealed record ProtocolSummary(long Requests, long Writes, long Faulted, long Throttled, long Unauthorised, long Edits, long Records);
