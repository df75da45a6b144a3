using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors;

/// <summary>What a protocol can do.</summary>
/// <param name="AckCeiling">The most that a plain success answer proves.</param>
/// <param name="Deduplicates">True when the same delivery applied twice has one effect, so that an indeterminate send may be repeated.</param>
/// <param name="Timeout">How long one request may take.</param>
/// <param name="ContentMark">What of the connector's settings stands in the content; a delivery id covers it, so that one id has one content for ever.</param>
public sealed record ConnectorCapabilities(AckLevel AckCeiling, bool Deduplicates, TimeSpan Timeout, string ContentMark)
{
    /// <summary>How many deliveries one request takes. Default: 1.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>How few deliveries are still worth a request. Default: 1.</summary>
    public int Least { get; init; } = 1;

    /// <summary>
    /// For how long what was begun may still take effect there although nobody waits for it any more: for so long nobody else may send anything about its
    /// customers. Default: zero, no longer than a permit lives.
    /// </summary>
    public TimeSpan MayTakeEffectFor { get; init; }

    /// <summary>How many requests the platform takes; null when it states no limit. Default: null.</summary>
    public RateLimit? Rate { get; init; }

    /// <summary>True when the answer to a batch says what became of each delivery in it. Default: true.</summary>
    public bool TellsEach { get; init; } = true;

    /// <summary>
    /// True when an answer may show the record as it is stored, so that more than <see cref="AckCeiling"/> is proved by what stands in it. Default: false.
    /// </summary>
    public bool ShowsStored { get; init; }

    /// <summary>How a blank value is written. Default: <see cref="BlankEncoding.Null"/>.</summary>
    public BlankEncoding Blanks { get; init; } = BlankEncoding.Null;
}

/// <summary>How many requests a platform takes over a time, as its vendor states it or the deployment sets it.</summary>
/// <param name="Requests">At most so many.</param>
/// <param name="Per">Within so long.</param>
public sealed record RateLimit(int Requests, TimeSpan Per);

/// <summary>How a protocol writes that a value is no more.</summary>
public enum BlankEncoding
{
    /// <summary>JSON <c>null</c>.</summary>
    Null,

    /// <summary>An empty text.</summary>
    EmptyText,

    /// <summary>An operation that removes it.</summary>
    Removal,
}
