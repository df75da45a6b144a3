namespace IdentityGrains.Connectors;

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
