using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Signals;

/// <summary>The latest privacy signal of one kind.</summary>
internal sealed record SignalStateBody(
    [property: JsonConverter(typeof(WordConverter<SignalKind>))] SignalKind Kind,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ObservedAt,
    [property: Description("What it says, decoded.")] IReadOnlyDictionary<string, string> Parts,
    [property: Description("Word for word; null unless the customer is signed in or people at a console ask.")] string? Text)
{
    public static SignalStateBody Of(SignalView view) => new(
        view.Kind, view.ObservedAt, view.Parts.ToDictionary(p => p.Name, p => p.Text, StringComparer.Ordinal), view.Text);

    /// <summary>Never what it says.</summary>
    public override string ToString() => Domain.Words.Of(Kind);
}
