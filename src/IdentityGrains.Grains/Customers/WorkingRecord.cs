using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>
/// One customer's record at work: what is durable, what is tentative, and the runs between them. One run is in flight, the next accumulates.
/// Whoever was decided on tentative state waits for the run it rests on; when a run fails, everything tentative is forgotten.
/// </summary>
internal sealed class WorkingRecord(Recorded durable, CustomerKey key, JournalWriter writer)
{
    private TaskCompletionSource? _moved;
    private PendingRun? _inFlight;
    private PendingRun _next = new(durable);

    /// <summary>What readers see.</summary>
    public Recorded Durable { get; private set; } = durable;

    /// <summary>What the next decision rests on.</summary>
    public Recorded Tentative => _next.End;

    /// <summary>The customer's key.</summary>
    public CustomerKey Key => key;

    /// <summary>True once a run failed: the record must be loaded again.</summary>
    public bool Broken { get; private set; }

    /// <summary>What became of the run that failed; null while none did, or when nobody knows.</summary>
    public RunOutcome? Lost { get; private set; }

    /// <summary>How many entries wait to become durable.</summary>
    public int Waiting => _next.Count + (_inFlight?.Count ?? 0);

    /// <summary>The run that an answer decided on tentative state rests on; null when all is durable.</summary>
    public PendingRun? RestsOn => _next.Count > 0 ? _next : _inFlight;

    /// <summary>Completes once another version is durable, or the record must be loaded again.</summary>
    public Task Moved => (_moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>When the first entry that is not durable yet is recorded; null when all is durable.</summary>
    public DateTimeOffset? FirstWaiting => _inFlight?.Begins ?? _next.Begins;

    /// <summary>Adds an entry to the run that accumulates, and starts a commit when none is in flight. Tells whether it took a permission away.</summary>
    public (SealedEntry Entry, PendingRun Run, bool Narrows) Append(
        ImmutableArray<CustomerEvent> events, OperationId operation, ReadOnlyMemory<byte> fingerprint, Caller by, PolicyEpoch policy, DateTimeOffset now)
    {
        var before = Tentative;
        var after = before.Customer.Apply(events);

        // Later, never equal: each version has instants of its own, at which it is the last.
        var recordedAt = now > before.RecordedAt ? now : before.RecordedAt + Instants.Step;
        var effects = Effects.Of(before.Customer, after, events, policy.Policy, now);
        var fence = effects.Narrows ? after.Version : before.Fence;
        var entry = EntrySealer.Seal(
            key,
            new EntryDraft(
                after.Id, after.Version, recordedAt, by.Principal, by.Subject == after.Id ? new PrincipalId(after.Id.ToString()) : null, operation, fingerprint,
                policy.Policy.Reference, policy.Epoch, fence, events),
            before.Head);
        var end = new Recorded(
            after, new Head(after.Version, entry.Hash), recordedAt, fence, policy.Epoch,
            Facts.NextChange(after, policy.Policy, now));
        var run = _next;
        run.Add(entry, end, effects, CustomerMessages.Of(after, events, policy.Policy));
        Commit();
        return (entry, run, effects.Narrows);
    }

    /// <summary>Notes that the fields were resolved under this policy at this time and that nothing was new.</summary>
    public void ResolvedAgain(long epoch, DateTimeOffset? dueAt)
    {
        if (RestsOn is null)
        {
            Durable = Durable with { Epoch = epoch, DueAt = dueAt };
            _next = new PendingRun(Durable);
        }
    }

    private void Commit()
    {
        if (_inFlight is null && !Broken)
        {
            _inFlight = _next;
            _next = new PendingRun(_inFlight.End);
            _ = CommitInTurn(_inFlight);
        }
    }

    // Runs on the grain's scheduler; its awaits let other calls in, which add to the next run.
    private async Task CommitInTurn(PendingRun run)
    {
        try
        {
            var outcome = await writer.Commit(run.ToRun());
            if (outcome == RunOutcome.Committed)
            {
                Durable = run.End;
                _inFlight = null;
                run.Succeed();
                Wake();
                if (_next.Count > 0)
                {
                    Commit();
                }

                return;
            }

            Lost = outcome;
            run.Discard();
        }
        catch (Exception why)
        {
            run.Doubt(why);
        }

        // What was decided on entries that are not there was decided on nothing. It was never handed in, so it certainly has no effect.
        Broken = true;
        _next.Discard();
        Wake();
    }

    private void Wake()
    {
        _moved?.SetResult();
        _moved = null;
    }
}
