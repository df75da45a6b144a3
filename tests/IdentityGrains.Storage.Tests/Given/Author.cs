using System.Security.Cryptography;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Storage.Tests.Given;

/// <summary>Writes one customer's record, entry after entry.</summary>
internal sealed class Author(CustomerId customer, CustomerKey key, Head? end = null)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static readonly PrincipalId Crm = new("nhi:crm");

    private long _operations = end?.Version ?? 0;

    public Author()
        : this(CustomerId.New(), new CustomerKey(RandomNumberGenerator.GetBytes(CustomerKey.Size), 1))
    {
    }

    public CustomerId Customer { get; } = customer;

    public CustomerKey Key { get; } = key;

    public Head Head { get; private set; } = end ?? Head.Start;

    public PrincipalId? OnBehalfOf { get; set; }

    public long Fence { get; set; }

    public DateTimeOffset At => Start.AddSeconds(Head.Version);

    public SealedEntry Write(params ReadOnlySpan<CustomerEvent> events) =>
        Write(OperationId.FromTrusted($"op-{++_operations}"), events);

    public SealedEntry Write(OperationId operation, params ReadOnlySpan<CustomerEvent> events)
    {
        var entry = EntrySealer.Seal(
            Key,
            new EntryDraft(Customer, Head.Version + 1, At, Crm, OnBehalfOf, operation, Key.Fingerprint("command"u8), "shop@1", 0, Fence, [.. events]),
            Head);
        Head = new Head(entry.Version, entry.Hash);
        return entry;
    }

    public CustomerEvent Says(string field, string value) => new FieldAsserted(
        new FieldName(field),
        new Claim(
            new ClaimId(Head.Version + 1, 0), new SourceName("crm"), "", At, ProofLevel.ServiceAuthenticated, [], new FieldValue.Text(value), false, Customer),
        new FieldStanding(
            new ClaimId(Head.Version + 1, 0), null, VerificationState.None, true, [new ClaimOutcome(new ClaimId(Head.Version + 1, 0), Outcome.Winner)], []));

    /// <summary>A run of entries, each with one claim.</summary>
    public Run Run(int entries = 1, Lane? dirty = Lane.Ordinary, DateTimeOffset? dueAt = null)
    {
        var from = Head;
        var written = Enumerable.Range(0, entries).Select(_ => Write(Says("given_name", "Ana"))).ToArray();
        return new Run(Customer, from, written, 0, 0, "given_name", dirty, dueAt);
    }

    public Run RunOf(Head start, params IReadOnlyList<SealedEntry> entries) => new(Customer, start, entries, 0, 0, "given_name", Lane.Ordinary, null);
}
