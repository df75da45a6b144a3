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
    /// <summary>The word for a record that is to go and that no connector can take away as the policy says: somebody has to.</summary>
    public const string ByHand = "remove_by_hand";

    private const string EpochOver = "epoch_over";
    private const string CutOff = "cut_off";
    private const int MostRaces = 16;

    // The permit is younger than the moment before it was asked for, and clocks of two machines drift apart a little within it.
    private static readonly TimeSpan Window = SendPermit.Life - TimeSpan.FromMilliseconds(250);

    // How often the store is told that a platform claims too much.
    private static readonly TimeSpan TellAgain = TimeSpan.FromMinutes(1);

    private readonly ConnectorCapabilities _can = connector.Capabilities;
    private DateTimeOffset _toldAgain = DateTimeOffset.MinValue;

    /// <summary>Sends a batch; the answer is what the platform's limiter is to hear, and null when nothing was sent.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="enough">Its answer is not waited for any longer; what is under way is cut off.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<SendAnswer?> Send(IReadOnlyList<DeliveryRow> rows, CancellationToken enough, CancellationToken ct)
    {
        var composed = await Task.WhenAll(rows.Select(r => Prepare(r, ct)));

        var prepared = OneRequestOf([.. composed.OfType<Attempt>()]);
        if (prepared.Length == 0)
        {
            return null;
        }

        // Noted before the record is handed in: whoever looks after the epoch moved must find it.
        using var send = bench.Gate.Begin(prepared.Min(a => a.Composed.Epoch));
        var asked = bench.Time.GetTimestamp();
        var took = await bench.Take([.. prepared.Select(a => a.Step)], ct);
        Attempt[] attempts = [.. prepared.Where((_, i) => took[i])];
        if (attempts.Length < prepared.Length)
        {
            // Somebody planned anew meanwhile, and that row will be sent instead; or the policy is another one, or a permission is gone: composed anew.
            await bench.Policies.Refresh(ct);
        }

        if (attempts.Length == 0)
        {
            return null;
        }

        using var window = SendWindow.Open(bench.Time, asked, Window);
        Attempt[] contents = [.. attempts.Where(a => a.Composed.Ends is null)];
        Attempt[] removals = [.. attempts.Except(contents)];
        var answer = contents.Length == 0 ? new SendAnswer([]) : await Request([.. contents.Select(a => a.Content)], send, enough);
        var removed = await Task.WhenAll(removals.Select(a => Removal(a.Content, send)));
        answer = answer with { Results = [.. answer.Results, .. removed] };
        await Answered([.. contents, .. removals], answer, window.WasLate, ct);
        return answer;
    }

    private async Task<Attempt?> Prepare(DeliveryRow row, CancellationToken ct)
    {
        if (await bench.Compose(row, ct) is not { } composed)
        {
            return null;
        }

        if (composed.Ends is { } end && bench.Installed.Remover?.Ends != end)
        {
            await bench.Take(new DeliveryStep(row, row with { State = DeliveryState.Rejected, Reason = ByHand }, null), ct);
            return null;
        }

        return Attempt.Of(row, composed, await bench.Deliveries.Holding(row.Customer, row.Platform, ct), _can, bench.Index, bench.Clock.Now);
    }

    // Leave was given for one request. Taking a record away is one of its own: whoever stands first has his turn, the others are in the next round.
    private static Attempt[] OneRequestOf(Attempt[] prepared) => prepared is [{ Composed.Ends: not null } end, ..]
        ? [end]
        : [.. prepared.Where(a => a.Composed.Ends is null)];

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

        // Planning anew or a callback may have moved a row while the request was under way. The answer is history all the same.
        for (var races = 0; open.Length > 0 && races < MostRaces; races++)
        {
            var steps = await Task.WhenAll(open.Select(o => Answer(o.Attempt, o.Result, late, ct)));
            var took = await bench.Take(steps, ct);
            open = [.. open.Where((_, i) => !took[i])];
        }

        if (open.Length > 0)
        {
            throw new InvalidOperationException("An answer lost every race to be recorded.");
        }

        if (late)
        {
            await TakeBack(attempts, ct);
        }
    }

    private async Task<DeliveryStep> Answer(Attempt attempt, SendResult result, bool late, CancellationToken ct)
    {
        var (sent, now) = (attempt.Sent, bench.Clock.Now);
        var row = await bench.Row(sent.Customer, ct) ?? throw new InvalidOperationException("A delivery row is never taken away.");
        var after = row.DeliveryId == sent.DeliveryId && row.State == DeliveryState.Sent
            ? DeliveryAnswers.After(row, result, _can, attempt.IsLookedAt ? bench.Confirm : null, attempt.News, now)
            : row;
        var (head, refused) = (await bench.Deliveries.Holding(sent.Customer, sent.Platform, ct), attempt.Refused(result));
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
