using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Signals;

/// <summary>A privacy signal as it came, kept word for word as evidence.</summary>
/// <param name="Kind">By which standard.</param>
/// <param name="Text">Word for word.</param>
/// <param name="Parts">What it says, decoded for people.</param>
/// <param name="ObservedAt">When it was sent.</param>
/// <param name="Source">Through which source.</param>
/// <param name="Proof">How far the origin was established.</param>
public sealed record Signal(
    SignalKind Kind, string Text, ImmutableArray<Part> Parts, DateTimeOffset ObservedAt, SourceName Source, ProofLevel Proof)
{
    /// <summary>Names the kind, never what it says.</summary>
    public override string ToString() => Words.Of(Kind);
}

/// <summary>A privacy signal came.</summary>
/// <param name="Signal">As it came.</param>
/// <param name="Gpc">What it makes of Global Privacy Control from now on; null when it leaves that as it is.</param>
[EventName("signal-received.1")]
public sealed record SignalReceived(Signal Signal, bool? Gpc) : CustomerEvent;

/// <summary>The latest signal of each kind.</summary>
internal static class SignalList
{
    public static ImmutableArray<Signal> With(this ImmutableArray<Signal> signals, Signal next)
    {
        var known = signals.FirstOrDefault(s => s.Kind == next.Kind);
        return known is null ? [.. signals.Add(next).OrderBy(s => s.Kind)]
            : next.ObservedAt >= known.ObservedAt ? signals.Replace(known, next)
            : signals;
    }
}
