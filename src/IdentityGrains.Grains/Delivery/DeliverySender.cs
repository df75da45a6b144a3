using IdentityGrains.Client.Acknowledgements;
using IdentityGrains.Connectors;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Delivery;

/// <summary>How a send ended, for the partition.</summary>
internal enum SendEnd
{
    /// <summary>The row stands where the log says.</summary>
    Recorded = 1,

    /// <summary>The platform refuses us as a whole.</summary>
    Hold = 2,
}

/// <summary>
/// One delivery, one attempt:
/// 1. compose again what may be told at this moment; if that is not what was planned, plan again instead of sending;
/// 2. write down that the attempt starts, before any byte leaves; the store refuses it when the policy that permitted it is in force no more;
/// 3. send;
/// 4. write down what the answer proves, no more.
/// A crash between 2 and 4 leaves an attempt without an answer, which is sent again under the same id.
/// </summary>
internal sealed class DeliverySender(
    Func<CustomerId, ICustomerInternals> customers, IPlatformConnector connector, IDeliveries deliveries, PoliciesInForce policies, SendGate gate,
    IStoreClock clock,
    Instruments instruments)
{
    private const string EpochOver = "epoch_over";

    private static readonly TimeSpan PlanAgainWithin = TimeSpan.FromSeconds(2);

    /// <summary>Brings a row one attempt further.</summary>
    public async Task<SendEnd> Send(DeliveryRow row, CancellationToken ct)
    {
        // :: Step 1
        var composed = await customers(row.Customer).Compose(row.Platform, row.PlannedVersion, ct);
        if (composed is null || !composed.Digest.AsSpan().SequenceEqual(row.Digest.Span))
        {
            await PlanAgain(row, composed?.Version ?? row.PlannedVersion, ct);
            return SendEnd.Recorded;
        }

        // :: Step 2
        using var send = gate.Begin(composed.Epoch);
        var started = row with
        {
            DeliveryId = DeliveryRows.IdOf(row, composed.Policy, connector.Capabilities.ContentMark), State = DeliveryState.Sent, Attempts = row.Attempts + 1,
            DueAt = clock.Now + connector.Capabilities.Timeout + PlanAgainWithin,
        };
        var head = await deliveries.Holding(row.Customer, row.Platform, ct);
        var attempt = DisclosureLog.Append(row.Customer, row.Platform, head, Started(started, composed));
        if (!await Take(new DeliveryStep(row, started, attempt, composed.Epoch), ct))
        {
            // Somebody planned anew meanwhile, and that row will be sent instead; or the policy is another one, under which it is composed anew.
            await policies.Refresh(ct);
            return SendEnd.Recorded;
        }

        // :: Step 3
        var result = await Request(Content(started, composed), send);

        // :: Step 4
        instruments.OnAttempt(row.Platform, result);
        await Answered(started, result, ct);
        return result is SendResult.Hold ? SendEnd.Hold : SendEnd.Recorded;
    }

    /// <summary>Records that the platform applied a version, as its callback says.</summary>
    public async Task<AckVerdict> Acknowledge(CustomerId customer, PlatformName platform, string deliveryId, long version, CancellationToken ct)
    {
        while (true)
        {
            var row = (await deliveries.Of(customer, ct)).FirstOrDefault(r => r.Platform == platform);
            if (row is null || row.DeliveryId != deliveryId)
            {
                return AckVerdict.OutOfOrder;
            }

            if (version != row.PlannedVersion)
            {
                return version > row.PlannedVersion ? AckVerdict.Invalid : AckVerdict.OutOfOrder;
            }

            if (row.State == DeliveryState.Confirmed)
            {
                return AckVerdict.Repeated;
            }

            var head = await deliveries.Holding(customer, platform, ct);
            var log = DisclosureLog.Append(
                customer, platform, head, new DisclosureEvent.DeliveryAcknowledged(clock.Now, deliveryId, version, AckLevel.Confirmed));
            if (await Take(new DeliveryStep(row, row with { State = DeliveryState.Confirmed, Reason = null }, log), ct))
            {
                return AckVerdict.Recorded;
            }
        }
    }

    private async Task<SendResult> Request(PlatformDelivery content, SendUnderWay send)
    {
        try
        {
            return await connector.Send(content, send.Token);
        }
        catch (OperationCanceledException) when (send.IsCutOff)
        {
            return new SendResult.Indeterminate(EpochOver);
        }
    }

    private async Task PlanAgain(DeliveryRow row, long version, CancellationToken ct)
    {
        await deliveries.MarkDirty(row.Customer, version, row.Lane, clock.Now, ct);
        await Take(new DeliveryStep(row, row with { DueAt = clock.Now + PlanAgainWithin }, null), ct);
    }

    // Planning anew or a callback may have moved the row while the request was under way. The answer is history all the same.
    private async Task Answered(DeliveryRow sent, SendResult result, CancellationToken ct)
    {
        while (true)
        {
            var row = (await deliveries.Of(sent.Customer, ct)).First(r => r.Platform == sent.Platform);
            var after = row.DeliveryId == sent.DeliveryId && row.State == DeliveryState.Sent
                ? DeliveryAnswers.After(row, result, connector.Capabilities, clock.Now)
                : row;
            var head = await deliveries.Holding(sent.Customer, sent.Platform, ct);
            var log = DisclosureLog.Append(
                sent.Customer, sent.Platform, head, DeliveryAnswers.Event(sent, result, connector.Capabilities, clock.Now));
            if (await Take(new DeliveryStep(row, after, log), ct))
            {
                return;
            }
        }
    }

    private async Task<bool> Take(DeliveryStep step, CancellationToken ct) => (await deliveries.Record([step], ct))[0];

    // What is recorded of the recipient is what the permitting policy says of it.
    private DisclosureEvent.AttemptStarted Started(DeliveryRow row, ComposedDelivery composed) => new(
        clock.Now, row.DeliveryId, row.PlannedVersion, composed.Policy, composed.Recipient,
        [.. composed.Fields.Prepend(composed.Key).Select(Disclosed)]);

    // Typed null: a bare one would become an empty memory, which is a commitment to nothing instead of none.
    private static DisclosedField Disclosed(ComposedField field) => new(
        field.Field, field.To, field.Purpose, field.ValueVersion, field.Value.IsBlank ? (ReadOnlyMemory<byte>?)null : field.Commitment.AsMemory());

    private static PlatformDelivery Content(DeliveryRow row, ComposedDelivery composed) => new(
        row.DeliveryId, ((Domain.Fields.FieldValue.Text)composed.Key.Value).Value, row.PlannedVersion, composed.Policy, row.PlannedAt,
        [.. composed.Fields.Select(f => new PlatformWrite(f.To, f.Value, f.Purpose))]);
}
