using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Signals;

/// <summary>A privacy signal of the customer's browser or consent dialogue, handed on word for word.</summary>
internal sealed record SignalBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("When it was sent. A signal is never refused for its date: one that is dated ahead counts from now.")]
    public required DateTimeOffset ObservedAt { get; init; }

    [JsonConverter(typeof(WordConverter<SignalKind>))]
    [Description("By which standard.")]
    public required SignalKind Kind { get; init; }

    [Description("Word for word, at most 8192 characters: of gpc the value of Sec-GPC, of tcf and gpp the string.")]
    public required string Text { get; init; }

    public Read<CustomerCommand> Command(OperationId operation, CustomerId customer) =>
        new ReceiveSignal(operation, customer, ObservedAt, Kind, Text);

    /// <summary>Never what it says.</summary>
    public override string ToString() => Words.Of(Kind);
}
