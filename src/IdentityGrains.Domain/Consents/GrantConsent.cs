using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Domain.Consents;

/// <summary>The customer says yes to a purpose, having been shown a notice.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Who said it.</param>
/// <param name="ObservedAt">When.</param>
/// <param name="Purpose">To what.</param>
/// <param name="NoticeVersion">The notice that was shown.</param>
/// <param name="Evidence">Where it can be looked up.</param>
/// <param name="ByGuardian">True when the guardian says it for the child.</param>
[GenerateSerializer, Immutable, Alias("grant-consent")]
public sealed record GrantConsent(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] PurposeName Purpose,
    [property: Id(1)] string? NoticeVersion, [property: Id(2)] ImmutableArray<Evidence> Evidence, [property: Id(3)] bool ByGuardian = false)
    : CustomerCommand(Operation, Customer, ObservedAt);

/// <summary>The customer says no to a purpose. It is never refused for its form.</summary>
/// <param name="Operation">The caller's name for this act.</param>
/// <param name="Customer">Who said it.</param>
/// <param name="ObservedAt">When.</param>
/// <param name="Purpose">To what.</param>
/// <param name="Evidence">Where it can be looked up.</param>
/// <param name="ByGuardian">True when the guardian says it for the child.</param>
[GenerateSerializer, Immutable, Alias("withdraw-consent")]
public sealed record WithdrawConsent(
    OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt, [property: Id(0)] PurposeName Purpose,
    [property: Id(1)] ImmutableArray<Evidence> Evidence, [property: Id(2)] bool ByGuardian = false)
    : CustomerCommand(Operation, Customer, ObservedAt);
