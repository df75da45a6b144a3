using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using Orleans;

namespace IdentityGrains.Client.Reconciling;

/// <summary>Withdrawals that are not shown to be over, the oldest first.</summary>
/// <param name="Lines">A page of them.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("open-withdrawals")]
public sealed record OpenWithdrawals([property: Id(0)] ImmutableArray<OpenWithdrawal> Lines, [property: Id(1)] WithdrawalCursor? Next);

/// <summary>A place in the list of withdrawals.</summary>
/// <param name="PlannedAt">When the last one told was planned.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Platform">Where.</param>
[GenerateSerializer, Immutable, Alias("withdrawal-cursor")]
public sealed record WithdrawalCursor(
    [property: Id(0)] DateTimeOffset PlannedAt, [property: Id(1)] CustomerId Customer, [property: Id(2)] PlatformName Platform)
{
    /// <summary>Whose and where.</summary>
    public override string ToString() => $"{Customer} {Platform}";
}

/// <summary>A platform that is to give something back of a customer, and of which it is not shown that it did.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Platform">Where.</param>
/// <param name="Recipient">The legal entity behind it; null when the policy does not know the platform any more.</param>
/// <param name="Version">The customer's version that the delivery brings.</param>
/// <param name="State">Where the delivery stands, in a word.</param>
/// <param name="Reason">Why it is where it is; null when there is nothing to say.</param>
/// <param name="Since">Since when it is planned.</param>
/// <param name="Elapsed">For how long by now.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">When it is tried or looked at next.</param>
[GenerateSerializer, Immutable, Alias("open-withdrawal")]
public sealed record OpenWithdrawal(
    [property: Id(0)] CustomerId Customer, [property: Id(1)] PlatformName Platform, [property: Id(2)] string? Recipient, [property: Id(3)] long Version,
    [property: Id(4)] string State, [property: Id(5)] string? Reason, [property: Id(6)] DateTimeOffset Since, [property: Id(7)] TimeSpan Elapsed,
    [property: Id(8)] int Attempts, [property: Id(9)] DateTimeOffset DueAt)
{
    /// <summary>Whose and where.</summary>
    public override string ToString() => $"{Customer} {Platform}";
}
