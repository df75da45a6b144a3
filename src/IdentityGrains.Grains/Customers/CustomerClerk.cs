using System.Diagnostics;
using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>
/// Takes what is asked of one customer to the law and to the record:
/// 1. load, and resolve again what policy or time changed;
/// 2. the same act again gets its first answer;
/// 3. the law decides on tentative state;
/// 4. what is accepted joins the run that accumulates;
/// 5. nobody is answered before what the answer rests on is durable; what was lost on the way is decided again.
/// </summary>
internal sealed class CustomerClerk(CustomerId id, CustomerServices services, RecordKeeper keeper)
{
    /// <summary>How often an act is decided again when others win the race, before the caller is told to come back.</summary>
    public const int MaxTries = 8;

    /// <summary>How many entries of one customer may wait to become durable.</summary>
    public const int MaxWaiting = 256;

    private readonly ReceiptBook _receipts = new();

    /// <summary>Asks the law and records what it says.</summary>
    public async Task<Answer> Submit(CustomerCommand asked, Caller by, CancellationToken ct)
    {
        var command = asked with { Customer = id, ObservedAt = asked.ObservedAt.InMicroseconds() };
        if (!Law.IsWhole(command))
        {
            // It has no bytes to be told apart by, and changes nothing whoever the customer is.
            return await Refuse(LawOn(Customer.Nobody(id), command, by, Background.None), command, by, ct);
        }

        var boundKey = false;
        WorkingRecord? record = null;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            // :: Step 1
            record = await keeper.Current(ct);
            if (record is null)
            {
                // Whom the law refuses leaves nothing behind, not even a key.
                if (LawOn(Customer.Nobody(id), command, by, Background.None) is var first and not Decision.Accepted)
                {
                    return await Refuse(first, command, by, ct);
                }

                record = await keeper.Begin(ct);
            }

            if (!await keeper.BringUpToDate(record, ct))
            {
                continue;
            }

            // :: Step 2
            var fingerprint = record.Key.Fingerprint(CommandCodec.Write(command));
            if (_receipts.Find(by.Principal, command.Operation) is { } known)
            {
                if (await known.Run.WhenDurable)
                {
                    return known.Answer(fingerprint);
                }

                continue;
            }

            if (tries > 0 && await Recorded(command, by, fingerprint, record, ct) is { } earlier)
            {
                return earlier;
            }

            if (record.Broken)
            {
                continue;
            }

            var background = await services.Knowing(command, record, ct);

            // :: Step 3. From here to the append nothing is awaited, so nothing moves.
            var policy = services.Policies.Current;
            switch (LawOn(record.Tentative.Customer, command, by, background))
            {
                case Decision.Accepted { Events: var events }:
                    if (!boundKey && KeyOf(command) is { } key)
                    {
                        // The key is bound first and its entry follows: an interrupted attachment is finished by the next caller.
                        if (await services.NativeKeys.Bind(key, id, ct) != id)
                        {
                            return await Refuse(Decision.Refuse(Refusal.KeyTaken, new Fault("key", "key-taken")), command, by, ct);
                        }

                        (boundKey, tries) = (true, tries - 1);
                        continue;
                    }

                    if (record.Waiting >= MaxWaiting)
                    {
                        throw new CustomerBusyException();
                    }

                    // :: Steps 4 and 5
                    var (entry, run, narrows) = record.Append(events, command.Operation, fingerprint, by, policy, keeper.Told.Now);
                    var receipt = new Receipt(
                        id, entry.Version, [.. entry.Hash.Span], policy.Policy.Reference, entry.RecordedAt, JournalReading.Outcomes(events),
                        JournalReading.HasRejectedCode(events), narrows);
                    _receipts.Keep(by.Principal, command.Operation, fingerprint, receipt, run);
                    if (await run.WhenDurable)
                    {
                        keeper.Snapshot(record);
                        return new Answer.Done(receipt, Replayed: false);
                    }

                    continue;

                case var refusal:
                    var decidedOn = record.Tentative.Customer.Version;
                    if (record.RestsOn is { } rests && !await rests.WhenOver(ct))
                    {
                        continue;
                    }

                    // What the law refuses today it may have accepted yesterday under the same operation id.
                    return await Recorded(command, by, fingerprint, record, ct) ?? await Refuse(refusal, command, by, ct, record, decidedOn);
            }
        }

        // A store that takes nothing is not the customer's doing; what was tried last certainly had no effect.
        throw record?.Lost is RunOutcome.NotWritten or RunOutcome.Refused ? new StoreUnavailableException() : new CustomerBusyException();
    }

    /// <summary>The first answer to an act that is in the record; null when it is not.</summary>
    public async Task<Answer?> Recall(CustomerCommand asked, Caller by, CancellationToken ct)
    {
        var command = asked with { Customer = id, ObservedAt = asked.ObservedAt.InMicroseconds() };
        if (!Law.IsWhole(command) || await keeper.Current(ct) is not { } record)
        {
            return null;
        }

        var fingerprint = record.Key.Fingerprint(CommandCodec.Write(command));
        return _receipts.Find(by.Principal, command.Operation) is { } known && await known.Run.WhenDurable
            ? known.Answer(fingerprint)
            : await Recorded(command, by, fingerprint, record, ct);
    }

    private Decision LawOn(Customer customer, CustomerCommand command, Caller by, Background background) =>
        Law.Decide(customer, command, by, services.Policies.Current.Policy, services.Clock.Now, background);

    private static NativeKey? KeyOf(CustomerCommand command) => command is AttachKey attach ? attach.Key : null;

    private async Task<Answer?> Recorded(
        CustomerCommand command, Caller by, ReadOnlyMemory<byte> fingerprint, WorkingRecord record, CancellationToken ct)
    {
        if (await services.Journal.FindOperation(id, by.Principal, command.Operation, ct) is not { } stored)
        {
            return null;
        }

        var entry = EntryReader.Open(stored, record.Key);
        return entry.Header.Fingerprint.Span.SequenceEqual(fingerprint.Span)
            ? new Answer.Done(
                new Receipt(
                    id, stored.Version, [.. stored.Hash.Span], entry.Header.Policy, stored.RecordedAt, JournalReading.Outcomes(entry.Events),
                    JournalReading.HasRejectedCode(entry.Events), entry.Header.Fence == stored.Version),
                Replayed: true)
            : new Answer.Reused();
    }

    private async Task<Answer> Refuse(
        Decision decision, CustomerCommand command, Caller by, CancellationToken ct, WorkingRecord? record = null, long? version = null)
    {
        switch (decision)
        {
            case Decision.Refused { Why: var why, Faults: var faults }:
                await services.Refusals.Record(new RefusedAct(services.Clock.Now, by.Principal, id, command.GetType().Name, why), ct);
                return new Answer.Refused(why, faults, why == Refusal.VersionMoved ? version : null);

            case Decision.Unchanged when record is not null:
                // Nothing to record: the receipt is that of the entry which already says so, or came after it.
                var (durable, policy) = (record.Durable, services.Policies.Current.Policy);
                return new Answer.Done(
                    new Receipt(id, durable.Head.Version, [.. durable.Head.Hash.Span], policy.Reference, durable.RecordedAt, []), Replayed: true);

            default:
                throw new UnreachableException();
        }
    }
}
