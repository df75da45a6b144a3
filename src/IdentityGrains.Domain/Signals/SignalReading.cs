using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Signals;

/// <summary>What a privacy signal says.</summary>
/// <param name="Gpc">
/// True when it is a Global Privacy Control opt-out, false when it says that there is none, null when it says nothing of it.
/// </param>
/// <param name="Parts">Its content, for people and as evidence, in ordinal order of the names.</param>
[GenerateSerializer, Immutable, Alias("signal-reading")]
public sealed record SignalReading([property: Id(0)] bool? Gpc, [property: Id(1)] ImmutableArray<Part> Parts)
{
    /// <inheritdoc/>
    public bool Equals(SignalReading? other) => other is not null && Gpc == other.Gpc && Parts.AsSpan().SequenceEqual(other.Parts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(HashCode.Combine(Gpc, Parts.Length), HashCode.Combine);

    /// <summary>Never what it says: a person's choice is personal.</summary>
    public override string ToString() => "[signal]";
}
