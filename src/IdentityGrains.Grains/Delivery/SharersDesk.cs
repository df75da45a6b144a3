using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Holds what a platform may be told of a customer against those who share the address there. Planning keeps the customer's own row first and reads the others'
/// after it: of two who plan at once, the later sees the earlier's row and tells what is stricter, and the earlier is marked to be planned again.
/// </summary>
internal sealed class SharersDesk(CustomerId id, CustomerServices services)
{
    /// <summary>The projection as those who share the address leave it.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="projection">What it may know by the customer's own record.</param>
    /// <param name="customer">The record.</param>
    /// <param name="policy">The policy that decides.</param>
    /// <param name="keeps">True to keep how the customer himself stands, for the others.</param>
    /// <param name="ct">Gives up.</param>
    public async ValueTask<Projection> Restrict(
        Platform platform, Projection projection, Customer customer, Policy policy, bool keeps, CancellationToken ct)
    {
        if (!platform.Hazards.Contains(SharedContacts.SpreadsByEmail))
        {
            return projection;
        }

        var row = SharedContacts.Of(platform, projection, customer, policy, services.Clock.Now) is { } stance
            ? new SharedContact(id, platform.Name, services.Index.DigestEmail(stance.Address), stance.Denied)
            : null;
        if (keeps)
        {
            await Keep(platform.Name, row, ct);
        }

        return row is null || !projection.Fields.Any(f => SignalField.Is(f.Field) && f.Released)
            ? projection
            : SharedContacts.Restrict(platform, projection, await services.Sharers.Denied(platform.Name, row.Address, id, ct));
    }

    private async Task Keep(PlatformName platform, SharedContact? row, CancellationToken ct)
    {
        var kept = (await services.Sharers.Of(id, ct)).FirstOrDefault(r => r.Platform == platform);
        if (row is null ? kept is not null : !row.Says(kept))
        {
            await services.Sharers.Keep(id, platform, row, services.Clock.Now, ct);
        }
    }
}
