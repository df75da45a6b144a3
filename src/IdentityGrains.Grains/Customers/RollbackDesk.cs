using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Rollback;

namespace IdentityGrains.Grains.Customers;

/// <summary>Says what a rollback would do. It writes nothing of its own.</summary>
internal sealed class RollbackDesk(CustomerId id, CustomerServices services, RecordKeeper keeper)
{
    /// <summary>Decides on what is durable once policy and time have had their say, as the rollback itself would.</summary>
    public async Task<PreviewAnswer> Preview(RollBack asked, Caller by, CancellationToken ct)
    {
        var command = asked with { Customer = id, ObservedAt = asked.ObservedAt.InMicroseconds() };
        if (await keeper.UpToDate(version: 0, ct) is not { } record)
        {
            return On(Customer.Nobody(id), Background.None);
        }

        var background = await services.Knowing(command, record, ct);
        return On(record.Durable.Customer, background);

        PreviewAnswer On(Customer customer, Background known) =>
            RollbackPreview.Of(customer, command, by, services.Policies.Current.Policy, services.Clock.Now, known);
    }
}
