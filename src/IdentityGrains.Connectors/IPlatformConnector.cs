using IdentityGrains.Domain;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors;

/// <summary>Speaks one platform's protocol. It translates and never decides: what it gets is finished, and it may be told the same thing twice.</summary>
public interface IPlatformConnector
{
    /// <summary>What the protocol can do and what its plain success proves.</summary>
    ConnectorCapabilities Capabilities { get; }

    /// <summary>Sends one delivery and says what the platform's answer proves. It never throws for what a platform or a network does.</summary>
    Task<SendResult> Send(PlatformDelivery delivery, CancellationToken ct);
}

/// <summary>What a protocol can do.</summary>
/// <param name="AckCeiling">The most that a plain success answer proves.</param>
/// <param name="Deduplicates">True when the platform applies one delivery id at most once, so that an indeterminate send may be repeated.</param>
/// <param name="Timeout">How long one request may take.</param>
/// <param name="ContentMark">What of the connector's settings stands in the content; a delivery id covers it, so that one id has one content for ever.</param>
public sealed record ConnectorCapabilities(AckLevel AckCeiling, bool Deduplicates, TimeSpan Timeout, string ContentMark);

/// <summary>One finished delivery: what to tell, to bring the platform's copy to a version. The same id always has the same content.</summary>
/// <param name="DeliveryId">Names it; a retry carries the same.</param>
/// <param name="Key">The platform's key of the customer, for example a customer number.</param>
/// <param name="Version">The customer's version that it brings.</param>
/// <param name="Policy">The policy that permitted it, <c>id@version</c>.</param>
/// <param name="Timestamp">When that version was planned; part of the content, so a retry carries the same.</param>
/// <param name="Fields">What to write, in the platform's paths; a blank value clears.</param>
public sealed record PlatformDelivery(
    string DeliveryId, string Key, long Version, string Policy, DateTimeOffset Timestamp, IReadOnlyList<PlatformWrite> Fields)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => DeliveryId;
}

/// <summary>One value at one of the platform's paths.</summary>
/// <param name="Path">Where, for example <c>name.given</c>.</param>
/// <param name="Value">What; blank clears.</param>
/// <param name="Purpose">The purpose that permits it; null when it is cleared.</param>
public sealed record PlatformWrite(string Path, FieldValue Value, PurposeName? Purpose);

/// <summary>What a platform's answer proves.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The platform acknowledged, as far as its protocol proves it.</summary>
    public sealed record Acknowledged(AckLevel Level) : SendResult;

    /// <summary>
    /// It may be asked again: it certainly did not apply it, or it applies one delivery id at most once
    /// (<see cref="ConnectorCapabilities.Deduplicates"/>) and an answer such as 503 leaves open whether it did.
    /// </summary>
    /// <param name="Why">A stable word, for example <c>http_503</c> or <c>connect_failed</c>.</param>
    /// <param name="After">How long the platform asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record Retry(string Why, TimeSpan? After) : SendResult;

    /// <summary>It refuses this for good.</summary>
    /// <param name="Why">A stable word, for example <c>http_422</c>.</param>
    public sealed record Rejected(string Why) : SendResult;

    /// <summary>Nobody knows whether it was applied.</summary>
    /// <param name="Why">A stable word, for example <c>timeout</c> or <c>reset</c>.</param>
    public sealed record Indeterminate(string Why) : SendResult;

    /// <summary>Our credential is refused, or the endpoint is gone: the whole platform is held.</summary>
    /// <param name="Why">A stable word, for example <c>http_401</c> or <c>http_410</c>.</param>
    public sealed record Hold(string Why) : SendResult;
}

/// <summary>Reads the acknowledgement that a platform calls back with.</summary>
public interface IAckReader
{
    /// <summary>
    /// The acknowledgement when the signature over these very bytes is the platform's and its time is within tolerance of <paramref name="now"/>;
    /// <see cref="AckReading.InvalidSignature"/> when not. The body is parsed only after the signature holds.
    /// </summary>
    AckReading Read(AckRequest request, DateTimeOffset now);
}

/// <summary>A callback as it came in.</summary>
public sealed record AckRequest(string? MessageId, string? Timestamp, string? Signature, ReadOnlyMemory<byte> Body);

/// <summary>What a callback turned out to be.</summary>
public abstract record AckReading
{
    private AckReading()
    {
    }

    /// <summary>It is not the platform's, or too old.</summary>
    public sealed record InvalidSignature : AckReading;

    /// <summary>It is signed but says nothing that can be understood.</summary>
    public sealed record Malformed : AckReading;

    /// <summary>The platform applied this version of this delivery.</summary>
    public sealed record Applied(string DeliveryId, long Version) : AckReading;
}
