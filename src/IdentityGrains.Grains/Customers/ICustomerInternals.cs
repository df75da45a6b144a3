using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Messages;
using Orleans.Metadata;

namespace IdentityGrains.Grains.Customers;

/// <summary>What the product's own grains ask of a customer.</summary>
[GrainInterfaceType("customer-internals")]
internal interface ICustomerInternals : IGrainWithStringKey
{
    /// <summary>Begins the record under the id that the crosswalk chose.</summary>
    [Alias("create")]
    Task<Answer> Create(CreateCustomer command, CancellationToken ct);

    /// <summary>Has a source say what was read at the platform that it is. The source's own rules decide, as if it had said so itself.</summary>
    [Alias("speak-for")]
    Task<Answer> SpeakFor(PrincipalId source, Domain.Fields.AssertFields command, CancellationToken ct);

    /// <summary>
    /// What every installed platform should be told as of a version or later, and what somebody has to look at among the claims; resolves the customer again
    /// where policy or time changed.
    /// </summary>
    [Alias("plan")]
    Task<CustomerPlans> Plan(long version, CancellationToken ct);

    /// <summary>What one platform should be told as of a version or later, finished; null when it should be told nothing.</summary>
    [Alias("compose")]
    Task<ComposedDelivery?> Compose(PlatformName platform, long version, CancellationToken ct);

    /// <summary>Resolves again what time changed, and says when to look next.</summary>
    [Alias("look-again")]
    Task LookAgain(CancellationToken ct);

    /// <summary>
    /// Resolves again what another policy changed, and has platforms planned anew: a mapping or a purpose may be another one without any entry.
    /// </summary>
    [Alias("adopt")]
    Task Adopt(long epoch, CancellationToken ct);

    /// <summary>One message to the customer, finished; null when it is superseded: what it was about is over, or another took its place.</summary>
    [Alias("compose-message")]
    Task<ComposedMessage?> ComposeMessage(CustomerMessage message, CancellationToken ct);
}

/// <summary>What should be told of a customer, per installed platform, and what somebody has to look at among his claims.</summary>
[GenerateSerializer, Immutable, Alias("customer-plans")]
internal sealed record CustomerPlans(
    [property: Id(0)] long Version, [property: Id(1)] ImmutableArray<PlatformPlan> Platforms, [property: Id(2)] ImmutableArray<ClaimTrouble> Troubles);

/// <summary>What should be told to one platform: a digest of the content, or why nothing is.</summary>
/// <param name="Platform">Which platform.</param>
/// <param name="Digest">Keyed digest of the content; empty when nothing is told.</param>
/// <param name="Withheld">Why nothing is told; null when something is.</param>
/// <param name="TakesBack">True when the platform holds what it may not hold any more.</param>
/// <param name="Refused">How many fields are left out because the platform refused exactly those values.</param>
[GenerateSerializer, Immutable, Alias("platform-plan")]
internal sealed record PlatformPlan(
    [property: Id(0)] PlatformName Platform, [property: Id(1)] ImmutableArray<byte> Digest, [property: Id(2)] string? Withheld,
    [property: Id(3)] bool TakesBack, [property: Id(4)] int Refused = 0);

/// <summary>One platform's finished content and what the disclosure log needs of it.</summary>
/// <param name="Version">The customer's version that it was composed from.</param>
/// <param name="Digest">Keyed digest of the content.</param>
/// <param name="Key">The field that is the platform's key of the customer.</param>
/// <param name="Policy">The policy that permits it.</param>
/// <param name="Fields">What is written.</param>
/// <param name="Recipient">The legal entity behind the platform.</param>
/// <param name="Epoch">The policy's epoch; under another one it may not leave.</param>
/// <param name="Refused">Fields that the platform may know and that are left out because it refused exactly those values.</param>
/// <param name="Ends">What is to become of the record, of which then nothing is written; null when something is.</param>
[GenerateSerializer, Immutable, Alias("composed-delivery")]
internal sealed record ComposedDelivery(
    [property: Id(0)] long Version, [property: Id(1)] ImmutableArray<byte> Digest, [property: Id(2)] ComposedField Key,
    [property: Id(3)] string Policy, [property: Id(4)] ImmutableArray<ComposedField> Fields,
    [property: Id(5)] string Recipient, [property: Id(6)] long Epoch, [property: Id(7)] ImmutableArray<FieldName> Refused,
    [property: Id(8)] RecordEnd? Ends);

/// <summary>One field of a delivery.</summary>
/// <param name="Field">Which field.</param>
/// <param name="To">Where the platform keeps it.</param>
/// <param name="Value">What it is told; blank clears.</param>
/// <param name="Purpose">The purpose that releases it; null when it is cleared.</param>
/// <param name="ValueVersion">The version at which the value last changed.</param>
/// <param name="Commitment">Keyed digest of the value.</param>
/// <param name="Taken">True when it is cleared because the platform may not hold it any more, or says that a purpose is denied.</param>
/// <param name="Basis">The lawful basis of the purpose; null when it is cleared, or the region is unknown.</param>
[GenerateSerializer, Immutable, Alias("composed-field")]
internal sealed record ComposedField(
    [property: Id(0)] FieldName Field, [property: Id(1)] string To, [property: Id(2)] Domain.Fields.FieldValue Value,
    [property: Id(3)] PurposeName? Purpose, [property: Id(4)] long ValueVersion, [property: Id(5)] ImmutableArray<byte> Commitment,
    [property: Id(6)] bool Taken, [property: Id(7)] string? Basis)
{
    /// <summary>True when it says that a purpose is permitted.</summary>
    public bool IsGrant => SignalField.Is(Field) && !Taken;

    /// <summary>Names the field, never what it says.</summary>
    public override string ToString() => Field.Value;
}
