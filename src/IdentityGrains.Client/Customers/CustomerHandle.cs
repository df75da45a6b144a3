using IdentityGrains.Client.Asking;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Uses;

namespace IdentityGrains.Client.Customers;

internal sealed class CustomerHandle(CustomerId customer, IDoor door, Asker asker, CallScope scope) : ICustomerHandle
{
    public CustomerId Id => customer;

    public Task<Reply> Submit(CustomerCommand command, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return asker.Act(scope, command.Operation, waiting => Grain.Submit(command, waiting), ct);
    }

    public Task<Reply> Assert(
        OperationId operation, DateTimeOffset observedAt, IEnumerable<AssertedField> fields, string? key = null,
        IEnumerable<Evidence>? evidence = null, CancellationToken ct = default) =>
        Submit(new AssertFields(operation, customer, observedAt, key, [.. fields], [.. evidence ?? []]), ct);

    public Task<CustomerAnswer> Get(Moment? moment = null, CancellationToken ct = default) =>
        asker.Read(scope, waiting => Grain.Get(moment, waiting), ct);

    public Task<ExplainAnswer> Explain(FieldName field, Moment? moment = null, CancellationToken ct = default) =>
        asker.Read(scope, waiting => Grain.Explain(field, moment, waiting), ct);

    public Task<UseAnswer> Decide(UseQuestion question, CancellationToken ct = default) =>
        asker.Read(scope, waiting => Grain.Decide(question, waiting), ct);

    public Task<JournalPage?> Journal(long fromVersion, int limit, CancellationToken ct = default) =>
        asker.Read(scope, waiting => Grain.Journal(fromVersion, limit, waiting), ct);

    public Task<HoldingsView?> Holdings(CancellationToken ct = default) => asker.Read(scope, waiting => Grain.Holdings(waiting), ct);

    public Task<PreviewAnswer> Preview(RollBack command, CancellationToken ct = default) =>
        asker.Read(scope, waiting => Grain.Preview(command, waiting), ct);

    private ICustomerGrain Grain => door.Customer(customer);
}
