using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Messages;

/// <summary>What a customer's grain tells the messenger: a message as it goes out, made from what is durable at the moment of sending.</summary>
internal sealed class MessageDesk(CustomerServices services, RecordKeeper keeper)
{
    /// <summary>One message, finished; null when it is superseded.</summary>
    public async Task<ComposedMessage?> Compose(CustomerMessage message, CancellationToken ct)
    {
        if (await keeper.UpToDate(message.Verification.Version, ct) is not { } record)
        {
            return null;
        }

        var policy = services.Policies.Current.Policy;
        var recipient = message.Kind == MessageKind.Code
            ? CustomerMessages.Current(message, record.Durable.Customer)
            : await Find(message.To, record, ct);
        return recipient is null ? null : CustomerMessages.Compose(message, recipient, record.Durable.Customer, policy, new DerivedCodes(record.Key));
    }

    // Whoever read the previous contact point is told also when the change was confirmed meanwhile and the claim is live no more.
    private async Task<Claim?> Find(ClaimId id, WorkingRecord record, CancellationToken ct)
    {
        var entries = await services.Journal.Read(record.Durable.Customer.Id, id.Version, 1, ct);
        return entries is [{ } stored] && stored.Version == id.Version
            ? EntryReader.Open(stored, record.Key).Events.SelectMany(CustomerMessages.Claims).FirstOrDefault(c => c.Id == id)
            : null;
    }
}
