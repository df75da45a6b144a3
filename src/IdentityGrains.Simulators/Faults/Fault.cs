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

    /// <summary>An item of a batch is refused with a code of one's choice and not applied; the others pass. The rate is drawn for each item.</summary>
    ItemRefused = 11,

    /// <summary>An item of a batch is applied and left out of the answer. The rate is drawn for each item.</summary>
    ItemMissing = 12,

    /// <summary>The answer to a batch names an item that was not in it.</summary>
    ItemExtra = 13,

    /// <summary>The items of an answer stand in another order.</summary>
    ItemsReordered = 14,

    /// <summary>The token is refused as expired, and nothing applied; a new one is taken.</summary>
    TokenExpired = 15,

    /// <summary>The platform has no field of this path any more, and says so of whoever writes it.</summary>
    FieldGone = 16,

    /// <summary>What is written is shown to readers only after the latency.</summary>
    ReadLag = 17,

    /// <summary>A value at the path is stored in another form: its letters in capitals, the digits of a phone number in groups.</summary>
    Coerced = 18,

    /// <summary>A value at the path is stored cut to its first three characters.</summary>
    Truncated = 19,

    /// <summary>A reader is shown another customer's record.</summary>
    ForeignRecord = 20,

    /// <summary>It is applied, and of the answer's body comes a byte each second.</summary>
    SlowAnswer = 21,

    /// <summary>It is applied, and the answer's body does not end before two gigabytes.</summary>
    EndlessAnswer = 22,

    /// <summary>It is applied, and the answer's body is small and swells a thousandfold when it is unpacked.</summary>
    SwellingAnswer = 23,

    /// <summary>A job that is closed begins to be worked on only after the latency.</summary>
    JobDelayed = 41,

    /// <summary>A job fails half done.</summary>
    JobFailed = 42,

    /// <summary>Somebody aborts a job half done.</summary>
    JobAborted = 43,
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

    /// <summary>True to strike only requests that write, where a protocol looks before it does. Default: false, every request.</summary>
    public bool OnlyWrites { get; init; }

    /// <summary>The platform's path of a field, where the kind is about one.</summary>
    public string? Path { get; init; }

    /// <summary>The platform's own code for what it refuses; null takes the protocol's usual one.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with this fault; null when nothing is.</summary>
    internal string? Misfit() => this switch
    {
        _ when !Enum.IsDefined(Kind) => "kind is unknown",
        { Rate: not (>= 0 and <= 1) } => "rate must be 0 to 1",
        { Times: < 1 } => "times must be 1 or more",
        { Status: < 200 or > 999 } => "status must be 200 to 999",
        { Kind: FaultKind.Status, Status: null } => "status is missing",
        { DelayMs: < 0 or > 600_000 } or { MaxDelayMs: > 600_000 } => "delays must be 0 to 600000",
        { Kind: FaultKind.FieldGone or FaultKind.Coerced or FaultKind.Truncated, Path: null or "" } => "path is missing",
        _ when MaxDelayMs < DelayMs => "maxDelayMs must not be less than delayMs",
        _ when RetryAfter is not null && RetryAfter.AsSpan().ContainsAnyExceptInRange(' ', '~') => "retryAfter must be printable ASCII",
        _ => null,
    };

    /// <summary>True for what happens beside an answer and not instead of it.</summary>
    internal bool Accompanies => Kind is FaultKind.Latency or FaultKind.AckLost or FaultKind.ReadLag || OfItems || OfPath || OfJob;

    /// <summary>True for what strikes single items of a batch, or their order.</summary>
    internal bool OfItems =>
        Kind is FaultKind.ItemRefused or FaultKind.ItemMissing or FaultKind.ItemExtra or FaultKind.ItemsReordered or FaultKind.ForeignRecord;

    /// <summary>True for what strikes a job as a whole, when it is closed.</summary>
    internal bool OfJob => Kind is FaultKind.JobDelayed or FaultKind.JobFailed or FaultKind.JobAborted;

    /// <summary>True for what is about one field.</summary>
    internal bool OfPath => Kind is FaultKind.FieldGone or FaultKind.Coerced or FaultKind.Truncated;
}
