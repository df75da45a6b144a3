using IdentityGrains.Client.Asking;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Uses;

namespace IdentityGrains.Client.Customers;

/// <summary>
/// One customer, through <see cref="ICustomerGrain"/>, whose answers these are. Reads throw <see cref="UnansweredException"/> when the deadline passes.
/// Cancelling a call ends the waiting, not the act.
/// </summary>
public interface ICustomerHandle
{
    /// <summary>Who.</summary>
    CustomerId Id { get; }

    /// <summary>Asks something of the customer.</summary>
    Task<Reply> Submit(CustomerCommand command, CancellationToken ct = default);

    /// <summary>Says what fields were at a time.</summary>
    /// <param name="operation">The caller's name for this act: who asks again, later or after a restart, says the same one.</param>
    /// <param name="observedAt">When it was seen so.</param>
    /// <param name="fields">What was seen, each field once.</param>
    /// <param name="key">The source's native key under which it was seen; null when it has none.</param>
    /// <param name="evidence">What accompanies it, for all fields.</param>
    /// <param name="ct">Ends the waiting.</param>
    Task<Reply> Assert(
        OperationId operation, DateTimeOffset observedAt, IEnumerable<AssertedField> fields, string? key = null,
        IEnumerable<Evidence>? evidence = null, CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Get"/>
    Task<CustomerAnswer> Get(Moment? moment = null, CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Explain"/>
    Task<ExplainAnswer> Explain(FieldName field, Moment? moment = null, CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Decide"/>
    Task<UseAnswer> Decide(UseQuestion question, CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Journal"/>
    Task<JournalPage?> Journal(long fromVersion, int limit, CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Holdings"/>
    Task<HoldingsView?> Holdings(CancellationToken ct = default);

    /// <inheritdoc cref="ICustomerGrain.Preview"/>
    Task<PreviewAnswer> Preview(RollBack command, CancellationToken ct = default);
}
