namespace IdentityGrains.Grains.Customers;

/// <summary>Waits for a version that a caller has heard of elsewhere, so that who was told of a change can read it.</summary>
internal sealed class VersionWait(RecordKeeper keeper, TimeProvider time)
{
    /// <summary>How many versions ahead are waited for; what is further away is no matter of a moment.</summary>
    public const int MostAhead = 5;

    /// <summary>For how long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>The version that is durable, once it is the wanted one or the wait is over; null when there is no such customer.</summary>
    public async Task<long?> Reach(long version, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, ct);
        for (var looked = false; await keeper.Current(ct) is { Durable.Customer.Exists: true } record;)
        {
            var durable = record.Durable.Head.Version;
            if (durable >= version || version - durable > MostAhead)
            {
                return durable;
            }

            // Another activation may have written it, of which this one hears nothing.
            if (record.RestsOn is null && !looked)
            {
                keeper.Forget();
                looked = true;
                continue;
            }

            try
            {
                await record.Moved.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return durable;
            }
        }

        return null;
    }
}
