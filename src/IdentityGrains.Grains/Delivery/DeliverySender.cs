using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Outbound;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>
/// Brings rows of different customers one attempt further by one request: compose again, record with a permit that it starts, send, record what came back.
/// Between any two of these the world may change, and everything is written so that it does no harm.
/// </summary>
/// <param name="bench">What it works with.</param>
/// <param name="connector">Who sends.</param>
internal sealed class DeliverySender(DeliveryBench bench, IPlatformConnector connector)
{
    private const string EpochOver = "epoch_over";
    private const string CutOff = "cut_off";
    private const int MostRaces = 16;

    // The permit is younger than the moment before it was asked for, and clocks of two machines drift apart a little within it.
    private static readonly TimeSpan Window = SendPermit.Life - TimeSpan.FromMilliseconds(250);

    // How often the store is told that a platform claims too much.
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);

    private readonly ConnectorCapabilities _can = connector.Capabilities;
    private readonly DeliveryPreparer _preparer = new(bench, connector.Capabilities);
    private DateTimeOffset _toldAgain = DateTimeOffset.MinValue;

    /// <summary>Sends a batch; the answer is what the platform's limiter is to hear, and null when nothing was sent.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="enough">Its answer is not waited for any longer; what is under way is cut off.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<SendAnswer?> Send(IReadOnlyList<DeliveryRow> rows, CancellationToken enough, CancellationToken ct)
    {
        var prepared = await _preparer.Prepare(rows, ct);
        if (prepared.Count == 0)
        {
            return null;
        }

        // Noted before the record is handed in: whoever looks after the epoch moved must find it.
        using var send = bench.Gate.Begin(prepared.Min(a => a.Composed.Epoch));
        var asked = bench.Time.GetTimestamp();
        var took = await bench.Take([.. prepared.Select(a => a.Step)], ct);
        Attempt[] attempts = [.. prepared.Where((_, i) => took[i])];
        if (attempts.Length < prepared.Count)
        {
            // Somebody planned anew meanwhile, and that row will be sent instead; or the policy is another one, or a permission is gone: composed anew.
            await bench.Policies.Refresh(ct);
        }

        if (attempts.Length == 0)
        {
            return null;
        }

        using var window = SendWindow.Open(bench.Time, asked, Window);
        var answer = attempts is [{ Composed.Ends: not null } end]
            ? new SendAnswer([await Removal(end.Content, send)])
            : await Request([.. attempts.Select(a => a.Content)], send, enough);
        await Answered(attempts, answer, window.WasLate, ct);
        return answer;
    }

    private async Task<SendResult> Removal(PlatformDelivery content, SendUnderWay send)
    {
        try
        {
            return await bench.Installed.Remover!.Remove(content.DeliveryId, content.Key, send.Token);
        }
        catch (OperationCanceledException) when (send.IsCutOff)
        {
            return new SendResult.Indeterminate(EpochOver);
        }
    }

    private async Task<SendAnswer> Request(PlatformDelivery[] content, SendUnderWay send, CancellationToken enough)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(send.Token, enough);
        try
        {
            return await connector.Send(content, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return SendAnswer.OfEach(content.Length, new SendResult.Indeterminate(send.IsCutOff ? EpochOver : CutOff));
        }
    }

    private async Task Answered(Attempt[] attempts, SendAnswer answer, bool late, CancellationToken ct)
    {
        if (late)
        {
            // Before it is recorded what came back: afterwards nobody would look at it a second time.
            bench.Instruments.OnLateSend(bench.Platform);
            await bench.Exceptions.SentLate(bench.Platform, attempts.Select(a => a.Sent.Customer), ct);
        }

        await Doubt(answer, ct);
        var open = attempts.Select((a, i) => (Attempt: a, Result: answer.Results[i])).ToArray();
        foreach (var (attempt, result) in open)
        {
            bench.Instruments.OnAttempt(bench.Platform, result);
        }

        // Part by part, for a job answers for more customers at once than the store is to be asked about.
        foreach (var part in open.Chunk(DeliveryBench.StepsAtOnce))
        {
            await Record(part, late, ct);
        }

        if (late)
        {
            await TakeBack(attempts, ct);
        }
    }

    // Planning anew or a callback may have moved a row while the request was under way. The answer is history all the same.
    private async Task Record((Attempt Attempt, SendResult Result)[] open, bool late, CancellationToken ct)
    {
        for (var races = 0; open.Length > 0 && races < MostRaces; races++)
        {
            // Mostly nothing did, and both are as the attempt left them. Who took that for granted wrongly loses, and looks.
            var looks = races > 0;
            var steps = await Task.WhenAll(open.Select(async o => looks
                ? Answer(o.Attempt, await Row(o.Attempt, ct), await bench.Deliveries.Holding(o.Attempt.Sent.Customer, bench.Platform, ct), o.Result, late)
                : Answer(o.Attempt, o.Attempt.Sent, o.Attempt.Log.Head, o.Result, late)));
            var took = await bench.Take(steps, ct);
            open = [.. open.Where((_, i) => !took[i])];
        }

        if (open.Length > 0)
        {
            throw new InvalidOperationException("An answer lost every race to be recorded.");
        }
    }

    private async Task<DeliveryRow> Row(Attempt attempt, CancellationToken ct) =>
        await bench.Row(attempt.Sent.Customer, ct) ?? throw new InvalidOperationException("A delivery row is never taken away.");

    private DeliveryStep Answer(Attempt attempt, DeliveryRow row, DisclosureHead? head, SendResult result, bool late)
    {
        var (sent, now) = (attempt.Sent, bench.Clock.Now);
        var after = row.DeliveryId == sent.DeliveryId && row.State == DeliveryState.Sent
            ? DeliveryAnswers.After(row, result, _can, attempt.IsLookedAt ? bench.Confirm : null, attempt.News, now)
            : row;
        var refused = attempt.Refused(result);
        var log = DisclosureLog.Append(
            sent.Customer, sent.Platform, head, DeliveryAnswers.Event(sent, result, refused, late, _can, bench.Confirm, now));

        // What the platform does not take of a customer holds the rest of it up no longer: planned anew, it goes without that.
        return new DeliveryStep(row, after, log, Returns: attempt.Log.Number) { PlansAgain = refused.IsEmpty ? null : sent.Lane };
    }

    // A protocol proves what it proves. A platform that says more is believed no more for it, and somebody is told, once in a while. An answer that shows what
    // was stored may say more: whether that is believed is the policy's to say.
    private async Task Doubt(SendAnswer answer, CancellationToken ct)
    {
        var above = answer.Results.OfType<SendResult.Acknowledged>().Where(a => a.Level > _can.AckCeiling && !_can.ShowsStored).MaxBy(a => a.Level);
        if (above is not null && bench.Clock.Now >= _toldAgain)
        {
            await bench.Exceptions.ClaimsMore(bench.Platform, above.Level, ct);
            _toldAgain = bench.Clock.Now + TellAgain;
        }
    }

    // What left after its permit may be forbidden by now: each customer is planned anew, ahead of everything.
    private Task TakeBack(Attempt[] attempts, CancellationToken ct) =>
        Task.WhenAll(attempts.Select(a => bench.Deliveries.MarkDirty(a.Sent.Customer, a.Composed.Version, Lane.Withdrawal, bench.Clock.Now, ct)));
}
