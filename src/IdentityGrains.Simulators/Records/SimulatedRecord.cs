using System.Text.Json;

namespace IdentityGrains.Simulators.Records;

/// <summary>What a platform holds under one key.</summary>
/// <param name="Key">The platform's key of the customer.</param>
/// <param name="Version">The last version applied.</param>
/// <param name="Policy">The policy that permitted it.</param>
/// <param name="Fields">The values; a cleared field is not there.</param>
/// <param name="AppliedAt">When the last version was applied.</param>
/// <param name="EditedAt">When a human last changed a field there; null when none did.</param>
public sealed record SimulatedRecord(
    string Key, long Version, string Policy, IReadOnlyDictionary<string, JsonElement> Fields, DateTimeOffset AppliedAt, DateTimeOffset? EditedAt);

/// <summary>One request as the platform saw it.</summary>
/// <param name="Number">Its place in the log, from 1 without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Id">The message id; empty when there was none.</param>
/// <param name="Key">Whose record; null when the body was not read.</param>
/// <param name="Version">Which version; null when the body was not read.</param>
/// <param name="Policy">Under which policy; null when the body was not read.</param>
/// <param name="Purposes">The purpose of each field; null when the body was not read.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Status">What was answered; 0 when nothing was.</param>
/// <param name="Fault">The fault that struck it; null when none did.</param>
/// <param name="BodyHash">SHA-256 of the raw body, hexadecimal.</param>
/// <param name="Body">The raw body as text; null once newer ones took its place.</param>
public sealed record LoggedRequest(
    long Number, DateTimeOffset At, string Id, string? Key, long? Version, string? Policy, IReadOnlyDictionary<string, string>? Purposes,
    Verdict Verdict, int Status, Faults.FaultKind? Fault, string BodyHash, string? Body)
{
    /// <summary>When its head was there, before anything of the body was read.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When its sender hung up; null when he waited until it was written down.</summary>
    public DateTimeOffset? HungUpAt { get; init; }

    /// <summary>How long the answer asks to wait, as it stands there; null when it does not.</summary>
    public string? RetryAfter { get; init; }
}

/// <summary>What became of a request.</summary>
public enum Verdict
{
    /// <summary>The record is at this version now.</summary>
    Applied = 1,

    /// <summary>This id was applied before; nothing changed and the callback is sent again.</summary>
    Duplicate = 2,

    /// <summary>A newer version was applied before; refused.</summary>
    OrderViolation = 3,

    /// <summary>This id was applied before with another body; refused.</summary>
    IdReuse = 4,

    /// <summary>Not signed by this platform's key, or too old.</summary>
    BadSignature = 5,

    /// <summary>Signed, and not what a delivery looks like.</summary>
    Malformed = 6,

    /// <summary>A fault stood before it; nothing was applied.</summary>
    Faulted = 7,

    /// <summary>No room for another record.</summary>
    Full = 8,
}

/// <summary>How often each thing happened since the start.</summary>
public sealed record SimulatorSummary(
    long Requests, long Applied, long Duplicates, long RejectedSignatures, long OrderViolations, long IdReuseViolations, long Malformed,
    long Faulted, long Edits, long Records, long AcksSent, long AcksRetried, long AcksFailed, long AcksLost);
