using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Storage.Exceptions;

/// <summary>
/// What somebody has to look at. Exceptions follow from what stands in the store: whoever opens and resolves them asks what has none yet and what has one
/// without need, so none is lost with a process.
/// </summary>
public interface IExceptions
{
    /// <summary>Deliveries that are in trouble, or withdrawals under way since before an instant, without an exception of their customer there.</summary>
    Task<IReadOnlyList<DeliveryRow>> Troubled(DateTimeOffset before, int limit, CancellationToken ct);

    /// <summary>Drifts that are left to people one by one, without an exception of their customer there.</summary>
    Task<IReadOnlyList<Drift>> Left(int limit, CancellationToken ct);

    /// <summary>Exceptions of customers whose delivery is not in trouble any more, or whose drifts are over.</summary>
    Task<IReadOnlyList<ExceptionRecord>> Calmed(int limit, CancellationToken ct);

    /// <summary>Exceptions of which time alone makes another: nobody looked at them in time, or an acceptance has run out.</summary>
    Task<IReadOnlyList<ExceptionRecord>> Aged(DateTimeOffset now, int limit, CancellationToken ct);

    /// <summary>
    /// Opens exceptions. One of which the like stands is not opened a second time; one of which the like was ended by somebody while its cause stood says which
    /// it follows.
    /// </summary>
    Task Open(IReadOnlyList<ExceptionRecord> opened, CancellationToken ct);

    /// <summary>Resolves exceptions that stand, because their cause is gone; how is a word.</summary>
    Task Resolve(IReadOnlyList<string> ids, string how, DateTimeOffset at, CancellationToken ct);

    /// <summary>Resolves exceptions of customers' claims that stand and are not among those given, because their cause is gone; how is a word.</summary>
    Task ResolveOthers(IReadOnlyList<CustomerId> customers, IReadOnlyList<ExceptionRecord> standing, string how, DateTimeOffset at, CancellationToken ct);

    /// <summary>
    /// Moves an exception on, and keeps the step. False when it moved since it was read, and then nothing is written. Whether the cause of one that follows
    /// from claims stands still is known to its customer alone: when it is ended he is planned again, marked so in the same commit.
    /// </summary>
    /// <param name="before">As it was read.</param>
    /// <param name="after">As it will be.</param>
    /// <param name="at">When.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="word">What was said with it: a case, how it is over, why it stays; null when nothing was.</param>
    /// <param name="ct">Gives up.</param>
    Task<bool> Move(ExceptionRecord before, ExceptionLife after, DateTimeOffset at, PrincipalId by, string? word, CancellationToken ct);

    /// <summary>One exception; null when there is none of that id.</summary>
    Task<ExceptionRecord?> Find(string id, CancellationToken ct);

    /// <summary>What became of an exception, step by step from its beginning.</summary>
    Task<IReadOnlyList<ExceptionStep>> Steps(string id, int limit, CancellationToken ct);

    /// <summary>The standing exceptions of a platform as a whole, of no single customer.</summary>
    Task<IReadOnlyList<ExceptionRecord>> OfPlatform(PlatformName platform, CancellationToken ct);

    /// <summary>Exceptions, the newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended; null begins.</param>
    /// <param name="limit">How many.</param>
    /// <param name="ct">Gives up.</param>
    Task<IReadOnlyList<ExceptionRecord>> List(ExceptionFilter filter, ExceptionPlace? after, int limit, CancellationToken ct);
}

/// <summary>Which exceptions are asked for; null is any.</summary>
/// <param name="Standing">True for those that are not over.</param>
/// <param name="State">Where they stand.</param>
/// <param name="Kind">The policy's word.</param>
/// <param name="Platform">Where.</param>
/// <param name="Assignee">Who has to look at them.</param>
/// <param name="Customer">Whose.</param>
public sealed record ExceptionFilter(
    bool Standing, ExceptionState? State = null, string? Kind = null, PlatformName? Platform = null, string? Assignee = null, CustomerId? Customer = null);

/// <summary>A place in the list of exceptions.</summary>
public sealed record ExceptionPlace(DateTimeOffset OpenedAt, string Id);

/// <summary>One typed deviation. It names nobody's values.</summary>
/// <param name="Id"><c>exc_</c> and 32 hexadecimal digits.</param>
/// <param name="Kind">The policy's word.</param>
/// <param name="Platform">Where; null when it follows from a customer's claims.</param>
/// <param name="Customer">Whose; null when it is about the platform as a whole.</param>
/// <param name="Why">A stable word.</param>
/// <param name="Severity">As the policy said when it was opened.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="Life">Where it stands, and whose it is.</param>
/// <param name="Follows">The one before it, which somebody ended while the cause stood; null when there is none.</param>
/// <param name="Moves">How often it moved.</param>
/// <param name="Field">Of which field the claims are that it follows from; null when it follows from none.</param>
/// <param name="Source">Whose claims they are; null when it is about no single source.</param>
public sealed record ExceptionRecord(
    string Id, string Kind, PlatformName? Platform, CustomerId? Customer, string Why, string Severity, DateTimeOffset OpenedAt, ExceptionLife Life,
    string? Follows = null, long Moves = 0, FieldName? Field = null, SourceName? Source = null);

/// <summary>One step of an exception's life.</summary>
/// <param name="Number">Counts from 0, its opening.</param>
/// <param name="At">When.</param>
/// <param name="State">Where it stood then.</param>
/// <param name="By">Who did it; null for the cause itself.</param>
/// <param name="Word">What was said with it; null when nothing was.</param>
public sealed record ExceptionStep(long Number, DateTimeOffset At, ExceptionState State, PrincipalId? By, string? Word);
