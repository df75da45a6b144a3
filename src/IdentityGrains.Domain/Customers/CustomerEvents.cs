namespace IdentityGrains.Domain.Customers;

/// <summary>The record begins.</summary>
[EventName("customer-created.1")]
public sealed record CustomerCreated(SourceName By) : CustomerEvent;

/// <summary>A source knows the customer by this native key.</summary>
[EventName("key-attached.1")]
public sealed record KeyAttached(NativeKey Key) : CustomerEvent;
