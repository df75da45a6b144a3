using IdentityGrains.Domain.Messages;
using IdentityGrains.Grains.Customers;

namespace IdentityGrains.Grains.Messages;

/// <summary>What a customer's grain tells the messenger: a message as it goes out, made from what is durable at the moment of sending.</summary>
internal sealed class MessageDesk(RecordKeeper keeper)
{
    /// <summary>One message, finished; null when it is superseded.</summary>
    public async Task<ComposedMessage?> Compose(CustomerMessage message, CancellationToken ct) =>
        await keeper.UpToDate(message.Verification.Version, ct) is { } record ? Composed(record, message) : null;

    // No verification is under way in any record, so whatever a message belonged to is over.
    private static ComposedMessage? Composed(WorkingRecord record, CustomerMessage message) => null;
}
