using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Domain.Reading;

/// <summary>The latest privacy signal of one kind, as a reader may see it.</summary>
/// <param name="Kind">By which standard.</param>
/// <param name="ObservedAt">When it was sent.</param>
/// <param name="Parts">What it says, decoded; empty for a partner.</param>
/// <param name="Text">Word for word; null unless the customer is signed in or people at a console ask.</param>
[GenerateSerializer, Immutable, Alias("signal-view")]
public sealed record SignalView(
    [property: Id(0)] SignalKind Kind, [property: Id(1)] DateTimeOffset ObservedAt, [property: Id(2)] ImmutableArray<Part> Parts,
    [property: Id(3)] string? Text)
{
    /// <summary>
    /// What a caller may see of it: that there is one is told like the stance on a purpose. Its text is evidence and, the same in every place that heard it,
    /// a mark by which a person is found again: only he himself and people at a console see it.
    /// </summary>
    internal static SignalView Of(Signal signal, Customer customer, Caller by, Policy rights)
    {
        var source = rights.SourceOf(by.Principal);
        var knows = source is { Kind: not SourceKind.PartnerEnrichment };
        var all = knows && (source!.Kind == SourceKind.HumanConsole || by.Subject == customer.Id);
        return new SignalView(signal.Kind, signal.ObservedAt, knows ? signal.Parts : [], all ? signal.Text : null);
    }

    /// <summary>Names the kind, never what it says.</summary>
    public override string ToString() => Words.Of(Kind);
}
