using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Governance;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Governance;

/// <summary>The policy in force.</summary>
internal sealed record PolicyBody(
    [property: Description("Id and version, id@version.")] string Reference,
    [property: Description("SHA-256 of the document, in hexadecimal.")] string Hash,
    [property: Description("Counts activations, from 1.")] long Epoch,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset ActivatedAt,
    [property: Description("The document's text (YAML).")] string Document,
    [property: Description("How far customers were visited since it is in force.")] SweepBody Sweep)
{
    public static PolicyBody Of(PolicyInForce policy, SweepProgress sweep) => new(
        policy.Reference, policy.Hash, policy.Epoch, policy.ActivatedAt, policy.Document, SweepBody.Of(sweep));
}

/// <summary>How far customers were visited: each is resolved again, and platforms are planned anew.</summary>
internal sealed record SweepBody(
    [property: Description("How many were visited.")] long Visited,
    [property: Description("How many there are to visit, as far as is counted.")] long Customers,
    [property: Description("True when every one was.")] bool Finished)
{
    public static SweepBody Of(SweepProgress sweep) => new(sweep.Visited, sweep.Customers, sweep.Finished);
}

/// <summary>How deliveries stand.</summary>
internal sealed record DeliveriesBody(IReadOnlyList<DeliveryCountBody> Deliveries);

/// <summary>How many deliveries of a platform stand in a state.</summary>
internal sealed record DeliveryCountBody(
    string Platform, string State, long Count,
    [property: Description("When the oldest of them was planned."), JsonConverter(typeof(InstantConverter))] DateTimeOffset Oldest)
{
    public static DeliveryCountBody Of(DeliveryCount count) => new(count.Platform, count.State, count.Count, count.Oldest);
}
