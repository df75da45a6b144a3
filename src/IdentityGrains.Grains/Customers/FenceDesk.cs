using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Customers;

/// <summary>Tells whoever took a permission away since when nothing that he forbade begins to leave.</summary>
internal sealed class FenceDesk(IDeliveries deliveries)
{
    /// <summary>The answer, with the fence if there is one by now.</summary>
    public async Task<Answer> Tell(Answer answer, CancellationToken ct)
    {
        if (answer is not Answer.Done { Receipt: { Narrows: true, FencedAt: null } receipt } done)
        {
            return answer;
        }

        try
        {
            var fence = await deliveries.Fence(receipt.Customer, receipt.Version, ct);
            return done with { Receipt = receipt with { FencedAt = fence.At } };
        }
        catch (Exception why) when (why is not OperationCanceledException)
        {
            // The act is in the record whatever the store says now; whoever asks again is told.
            return answer;
        }
    }
}
