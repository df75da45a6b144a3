namespace IdentityGrains.Grains.Customers;

/// <summary>The latest acts of this activation, so that the same act asked twice at once, or again soon, is answered without a write.</summary>
internal sealed class ReceiptBook
{
    /// <summary>How many acts are remembered. Older ones are found in the store.</summary>
    public const int Remembered = 64;

    private readonly Dictionary<(PrincipalId, OperationId), Kept> _kept = [];
    private readonly Queue<(PrincipalId, OperationId)> _order = new();

    /// <summary>What was kept of an act; null when it is not remembered, or was lost with a run that failed.</summary>
    public Kept? Find(PrincipalId principal, OperationId operation)
    {
        if (!_kept.TryGetValue((principal, operation), out var kept))
        {
            return null;
        }

        if (kept.Run.WhenDurable is { IsCompleted: true } done && (done.IsFaulted || !done.GetAwaiter().GetResult()))
        {
            _kept.Remove((principal, operation));
            return null;
        }

        return kept;
    }

    /// <summary>Remembers an act and the run that it waits for.</summary>
    public void Keep(PrincipalId principal, OperationId operation, ReadOnlyMemory<byte> fingerprint, Receipt receipt, PendingRun run)
    {
        if (!_kept.ContainsKey((principal, operation)))
        {
            _order.Enqueue((principal, operation));
        }

        _kept[(principal, operation)] = new Kept(fingerprint, receipt, run);

        // One that still waits is the likeliest to be asked twice, and the store does not know it yet.
        while (_order.Count > Remembered && _kept.GetValueOrDefault(_order.Peek()) is not { Run.WhenDurable.IsCompleted: false })
        {
            _kept.Remove(_order.Dequeue());
        }
    }

    /// <summary>One remembered act.</summary>
    internal sealed record Kept(ReadOnlyMemory<byte> Fingerprint, Receipt Receipt, PendingRun Run)
    {
        /// <summary>The answer for the same operation id: the first receipt, or a refusal when the command is another one.</summary>
        public Answer Answer(ReadOnlyMemory<byte> fingerprint) =>
            Fingerprint.Span.SequenceEqual(fingerprint.Span) ? new Answer.Done(Receipt, Replayed: true) : new Answer.Reused();
    }
}
