using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Storage.Delivery;

/// <summary>What is to be told to whom: dirty customers, open deliveries, and what was told and acknowledged.</summary>
public interface IDeliveries
{
    /// <summary>Customers of a slot group whose projections may have changed, most urgent lane first, then the longest waiting.</summary>
    Task<IReadOnlyList<DirtyCustomer>> Dirty(int group, int limit, CancellationToken ct);

    /// <summary>Marks a customer to be planned again, although no entry was written.</summary>
    Task MarkDirty(CustomerId customer, long version, Lane lane, DateTimeOffset since, CancellationToken ct);

    /// <summary>
    /// Writes what was planned for customers and clears their dirty rows, in one commit. A customer of whom a delivery row moved since it was
    /// read stays dirty and nothing is written; one that was marked again stays dirty besides. The answer says who was settled, in order.
    /// </summary>
    Task<IReadOnlyList<bool>> Settle(IReadOnlyList<PlannedCustomer> planned, CancellationToken ct);

    /// <summary>The delivery rows of a customer, one per platform.</summary>
    Task<IReadOnlyList<DeliveryRow>> Of(CustomerId customer, CancellationToken ct);

    /// <summary>One platform's row of a customer; null when there is none.</summary>
    Task<DeliveryRow?> Find(CustomerId customer, PlatformName platform, CancellationToken ct);

    /// <summary>Deliveries of a platform's partition that are open and due, by lane and then by due time.</summary>
    Task<IReadOnlyList<DeliveryRow>> Open(PlatformName platform, int firstSlot, int slots, DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>
    /// Appends to the disclosure logs and moves the delivery rows, in one commit. Each step is conditional on the log's number and on the
    /// whole row that it found, for a row that was planned anew is another one, and on the permit that it takes: what another policy permitted, or somebody
    /// withdrew since, does not leave any more. The answer says which steps took place, in order.
    /// </summary>
    Task<IReadOnlyList<bool>> Record(IReadOnlyList<DeliveryStep> steps, CancellationToken ct);

    /// <summary>
    /// Whether a withdrawal is fenced: nothing that was composed on an earlier version of the customer begins to leave any more. Once it is, it is recorded
    /// when that was, and the same instant is answered ever after.
    /// </summary>
    /// <param name="customer">Whose.</param>
    /// <param name="version">The version of the entry that took a permission away.</param>
    /// <param name="ct">Gives up.</param>
    Task<Fence> Fence(CustomerId customer, long version, CancellationToken ct);

    /// <summary>What a platform is believed to hold of a customer; null when nothing was ever sent.</summary>
    Task<DisclosureHead?> Holding(CustomerId customer, PlatformName platform, CancellationToken ct);

    /// <summary>Whose delivery an id names, however old; null when it was never sent.</summary>
    Task<(CustomerId Customer, PlatformName Platform)?> FindDelivery(string deliveryId, CancellationToken ct);

    /// <summary>The disclosure log of a customer and platform from a number on.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> Log(CustomerId customer, PlatformName platform, long fromNumber, int limit, CancellationToken ct);

    /// <summary>The disclosure log's entries about deliveries, each delivery's in their order, up to a limit of each.</summary>
    Task<IReadOnlyList<ReadOnlyMemory<byte>>> LogOf(IReadOnlyList<string> deliveryIds, int limitOfEach, CancellationToken ct);

    /// <summary>Withdrawals that are not shown to be over, the oldest first, of one platform or of all.</summary>
    /// <param name="platform">Where; null for everywhere.</param>
    /// <param name="after">Where the page before ended; null begins.</param>
    /// <param name="limit">How many.</param>
    /// <param name="ct">Gives up.</param>
    Task<IReadOnlyList<DeliveryRow>> Withdrawals(PlatformName? platform, WithdrawalPlace? after, int limit, CancellationToken ct);

    /// <summary>How many deliveries stand in each state, and since when the oldest waits, per platform.</summary>
    Task<IReadOnlyList<Backlog>> Backlog(CancellationToken ct);
}

/// <summary>A customer whose projections may have changed.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Version">The newest version that may have changed them.</param>
/// <param name="Lane">How urgent.</param>
/// <param name="Since">Since when the customer waits.</param>
/// <param name="Mark">Another one each time that the customer is marked: time alone marks it again under the same version.</param>
/// <param name="HasExceptions">True when exceptions of the customer's claims stand, so that planning has to see whether they do still.</param>
public sealed record DirtyCustomer(CustomerId Customer, long Version, Lane Lane, DateTimeOffset Since, long Mark, bool HasExceptions = false);

/// <summary>What was planned for a customer.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Mark">The mark of the dirty row that this answers.</param>
/// <param name="Seen">The customer's delivery rows, read before the plan was made.</param>
/// <param name="Rows">The rows that differ from what was settled; empty when nothing did.</param>
public sealed record PlannedCustomer(CustomerId Customer, long Mark, IReadOnlyList<DeliveryRow> Seen, IReadOnlyList<DeliveryRow> Rows);

/// <summary>Where a delivery stands. Numbers are stored: never reuse one.</summary>
public enum DeliveryState
{
    /// <summary>To be sent.</summary>
    Planned = 1,

    /// <summary>The request started; no answer is recorded.</summary>
    Sent = 2,

    /// <summary>To be sent again when due, under the same id.</summary>
    RetryWait = 3,

    /// <summary>Nobody knows whether it was applied; it is resolved before anything else is sent.</summary>
    Indeterminate = 4,

    /// <summary>The platform has the bytes.</summary>
    Accepted = 5,

    /// <summary>Not sent, for the reason that the row gives.</summary>
    Withheld = 6,

    /// <summary>The platform refused it for good.</summary>
    Rejected = 7,

    /// <summary>The platform stored it.</summary>
    Applied = 8,

    /// <summary>A read-back or a signed callback showed it.</summary>
    Confirmed = 9,

    /// <summary>As accepted; that the platform took it to heart is still to be shown, when due.</summary>
    AcceptedToConfirm = 10,

    /// <summary>As applied; that it stands there is still to be shown, when due.</summary>
    AppliedToConfirm = 11,
}

/// <summary>How people are told of states.</summary>
public static class DeliveryStates
{
    /// <summary>The word for a state: what is still to be confirmed is, until then, what the platform's answer proved.</summary>
    public static string WordOf(DeliveryState state) => Words.Of(state switch
    {
        DeliveryState.AcceptedToConfirm => DeliveryState.Accepted,
        DeliveryState.AppliedToConfirm => DeliveryState.Applied,
        _ => state,
    });
}

/// <summary>One intent to bring one platform's copy of one customer to a version. There is one row per customer and platform.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Platform">To whom.</param>
/// <param name="PlannedVersion">The version that it brings.</param>
/// <param name="DeliveryId"><c>dlv_</c> and 32 hexadecimal digits, or empty for a withheld row.</param>
/// <param name="Digest">Keyed digest of the body, 32 bytes.</param>
/// <param name="Lane">How urgent.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DueAt">When it is to be tried next.</param>
/// <param name="PlannedAt">When it was planned.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">Why it is withheld or rejected; null otherwise.</param>
public sealed record DeliveryRow(
    CustomerId Customer, PlatformName Platform, long PlannedVersion, string DeliveryId, ReadOnlyMemory<byte> Digest, Lane Lane,
    DeliveryState State, DateTimeOffset DueAt, DateTimeOffset PlannedAt, int Attempts, string? Reason)
{
    /// <summary>Fields that it leaves out because the platform refused exactly those values. Default: 0.</summary>
    public int Refused { get; init; }

    /// <summary>True when nothing moved. Records compare the digest by where it lies, not by what it says.</summary>
    public bool IsStill(DeliveryRow before) => this with { Digest = before.Digest } == before && Digest.Span.SequenceEqual(before.Digest.Span);
}

/// <summary>One step of a delivery: what is appended to the disclosure log and where the row goes.</summary>
/// <param name="Before">The row as the step found it; the step takes place only if it is still this.</param>
/// <param name="After">The row as it will be.</param>
/// <param name="Log">The new end of the disclosure log, sealed by <c>DisclosureLog</c>; null when nothing is appended.</param>
/// <param name="Takes">The permit that is taken with it, whose number is the log entry's; null when nothing leaves with it.</param>
/// <param name="Returns">The number of the permit that is not needed any more; null when none is given back.</param>
public sealed record DeliveryStep(DeliveryRow Before, DeliveryRow After, DisclosureAppend? Log, SendPermit? Takes = null, long? Returns = null)
{
    /// <summary>
    /// Digest of the platform's key of the customer, by the index key, where the platform is told under it for the first time; null otherwise. By it the
    /// customer is found again when the platform says what changed there.
    /// </summary>
    public ReadOnlyMemory<byte>? Address { get; init; }

    /// <summary>How urgently the customer is planned again because of it, in the same commit; null for not at all. Default: null.</summary>
    public Lane? PlansAgain { get; init; }
}

/// <summary>An append to a disclosure log.</summary>
/// <param name="Number">The new entry's number, gapless from 1; it takes place only if the log ends one below.</param>
/// <param name="Hash">SHA-256 of the entry, 32 bytes.</param>
/// <param name="Bytes">The entry's canonical bytes.</param>
/// <param name="DeliveryId">The delivery that it is about.</param>
/// <param name="Holding">The fold of the log up to this number, canonical bytes.</param>
public sealed record DisclosureAppend(long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes, string DeliveryId, ReadOnlyMemory<byte> Holding)
{
    /// <summary>The log's end once it is appended.</summary>
    public DisclosureHead Head => new(Number, Hash, Holding);
}

/// <summary>The end of a disclosure log and its fold.</summary>
public sealed record DisclosureHead(long Number, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Holding);

/// <summary>A place in the list of withdrawals.</summary>
public sealed record WithdrawalPlace(DateTimeOffset PlannedAt, CustomerId Customer, PlatformName Platform);

/// <summary>How many deliveries of a platform stand in a state.</summary>
public sealed record Backlog(PlatformName Platform, DeliveryState State, long Count, DateTimeOffset Oldest);
