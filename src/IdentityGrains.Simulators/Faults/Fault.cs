namespace IdentityGrains.Simulators.Faults;

/// <summary>What can go wrong at a platform.</summary>
public enum FaultKind
{
    /// <summary>An error is answered and nothing applied. Status 503 unless given.</summary>
    ErrorBeforeApply = 1,

    /// <summary>It is applied and an error answered. Status 500 unless given.</summary>
    ErrorAfterApply = 2,

    /// <summary>The connection is reset and nothing applied.</summary>
    ResetBeforeApply = 3,

    /// <summary>It is applied and the connection reset.</summary>
    ResetAfterApply = 4,

    /// <summary>The answer takes its time; everything else is as without.</summary>
    Latency = 5,

    /// <summary>A status of one's choice is answered and nothing applied.</summary>
    Status = 6,

    /// <summary>Nothing is applied and nothing ever answered.</summary>
    BlackHole = 7,

    /// <summary>It is applied and answered, and the callback never comes.</summary>
    AckLost = 8,

    /// <summary>429 with a Retry-After of one's choice; nothing is applied.</summary>
    RetryAfter = 9,

    /// <summary>It is answered as accepted and never applied.</summary>
    AcceptedNeverApplied = 10,
}

/// <summary>A fault, and how often it strikes.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The share of requests that it strikes, 0 to 1. Default: 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>How often it strikes before it is over; null without end.</summary>
    public int? Times { get; init; }

    /// <summary>The status answered, 200 to 999, where the kind answers one; null takes the kind's own.</summary>
    public int? Status { get; init; }

    /// <summary>The least latency, in milliseconds.</summary>
    public int DelayMs { get; init; }

    /// <summary>The most latency, in milliseconds; between the two it is drawn evenly. Null is as the least.</summary>
    public int? MaxDelayMs { get; init; }

    /// <summary>What Retry-After says, whatever it be; null says 1.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>What is wrong with this fault; null when nothing is.</summary>
    internal string? Misfit() => this switch
    {
        _ when !Enum.IsDefined(Kind) => "kind is unknown",
        { Rate: not (>= 0 and <= 1) } => "rate must be 0 to 1",
        { Times: < 1 } => "times must be 1 or more",
        { Status: < 200 or > 999 } => "status must be 200 to 999",
        { Kind: FaultKind.Status, Status: null } => "status is missing",
        { DelayMs: < 0 or > 600_000 } or { MaxDelayMs: > 600_000 } => "delays must be 0 to 600000",
        _ when MaxDelayMs < DelayMs => "maxDelayMs must not be less than delayMs",
        _ when RetryAfter is not null && RetryAfter.AsSpan().ContainsAnyExceptInRange(' ', '~') => "retryAfter must be printable ASCII",
        _ => null,
    };

    /// <summary>True for what happens beside an answer and not instead of it.</summary>
    internal bool Accompanies => Kind is FaultKind.Latency or FaultKind.AckLost;
}
