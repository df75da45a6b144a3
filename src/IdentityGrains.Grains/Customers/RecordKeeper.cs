using System.Diagnostics;
using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>Loads one customer's record, forgets it when a run failed, and keeps it resolved under the policy and the time in force.</summary>
internal sealed class RecordKeeper(CustomerId id, CustomerServices services, ILogger logger)
{
    private WorkingRecord? _record;
    private Task<WorkingRecord?>? _loading;
    private readonly SnapshotKeeper _snapshots = new(id, services.Journal, logger);

    /// <summary>As of when something was told, and so when the next entry may be recorded.</summary>
    public ToldInstants Told { get; } = new(services.Clock);

    /// <summary>True when nothing is in memory, and nothing on its way there.</summary>
    public bool KeepsNobody => _record is null && _loading is not { IsCompleted: false };

    /// <summary>The record at work; null when nothing is recorded of the customer.</summary>
    public async ValueTask<WorkingRecord?> Current(CancellationToken ct)
    {
        if (_record is { Broken: false } record)
        {
            return record;
        }

        // Interleaved callers share one load; one that is over is never shared, even if all who waited for it gave up.
        if (_loading is not { IsCompleted: false })
        {
            _loading = Load();
        }

        return await _loading.WaitAsync(ct);
    }

    /// <summary>Drops what is in memory, so that the next caller loads.</summary>
    public void Forget() => _record = null;

    /// <summary>The record with everything that was acknowledged before the call, by whichever activation, under the policy in force then.</summary>
    public async ValueTask<WorkingRecord?> Latest(CancellationToken ct)
    {
        var (version, epoch) = await services.Heads.Of(id, ct);
        if (services.Policies.Current.Epoch < epoch)
        {
            await services.Policies.Refresh(ct);
        }

        return await AtLeast(version, ct);
    }

    /// <summary>
    /// The record with at least this version durable. Whoever read of a version in the store may be here before the grain itself has heard that its
    /// commit succeeded; and a version that this activation never wrote shows that another one did.
    /// </summary>
    public async ValueTask<WorkingRecord?> AtLeast(long version, CancellationToken ct)
    {
        for (var looked = false; await Current(ct) is { } record;)
        {
            if (record.Durable.Head.Version >= version)
            {
                return record;
            }

            if (record.RestsOn is { } rests)
            {
                await rests.WhenOver(ct);
            }
            else if (!looked)
            {
                (_record, looked) = (null, true);
            }
            else
            {
                throw new UnreachableException("Somebody read of a version that the record does not have.");
            }
        }

        return null;
    }

    /// <summary>The record with at least this version durable, resolved under the policy and the time in force; null when there is no customer.</summary>
    public async ValueTask<WorkingRecord?> UpToDate(long version, CancellationToken ct)
    {
        for (var tries = 0; tries < CustomerClerk.MaxTries; tries++)
        {
            if (await AtLeast(version, ct) is not { Durable.Customer.Exists: true } record)
            {
                return null;
            }

            if (await BringUpToDate(record, ct))
            {
                return record;
            }
        }

        throw new CustomerBusyException();
    }

    /// <summary>The record at work, begun when there is none: with a key of its own that is durable before anything is sealed with it.</summary>
    public async ValueTask<WorkingRecord> Begin(CancellationToken ct)
    {
        if (await Current(ct) is { } record)
        {
            return record;
        }

        var key = await services.Keys.GetOrCreate(id, ct);

        // Another caller may have begun it while the key was made.
        return _record ??= new WorkingRecord(
            new Recorded(Customer.Nobody(id), Head.Start, DateTimeOffset.MinValue, 0, services.Policies.Current.Epoch, null), key, services.Writer);
    }

    /// <summary>Resolves again what another policy or the time changed. False when the record must be looked at anew.</summary>
    public async ValueTask<bool> BringUpToDate(WorkingRecord record, CancellationToken ct)
    {
        var (policy, now) = (services.Policies.Current, Told.Now);
        var tentative = record.Tentative;
        if (!tentative.Customer.Exists || (tentative.Epoch == policy.Epoch && !(now >= tentative.DueAt)))
        {
            return true;
        }

        if (record.RestsOn is { } rests)
        {
            await rests.WhenOver(ct);
            return false;
        }

        if (Law.Reevaluate(tentative.Customer, policy.Policy, now) is Decision.Accepted { Events: var events })
        {
            var operation = OperationId.FromTrusted($"reevaluate-{tentative.Head.Version + 1}-{policy.Epoch}");
            var (_, run, _) = record.Append(events, operation, record.Key.Fingerprint([]), Caller.System, policy, now);
            await run.WhenOver(ct);
            return false;
        }

        record.ResolvedAgain(policy.Epoch, Facts.NextChange(tentative.Customer, policy.Policy, now));
        return true;
    }

    /// <summary>Keeps a snapshot now and then, off the path of any answer.</summary>
    public void Snapshot(WorkingRecord record) => _snapshots.Keep(record.Durable, record.Key);

    private async Task<WorkingRecord?> Load()
    {
        // A run may have failed because the policy is another one.
        var (refreshing, loading) = (services.Policies.Refresh(CancellationToken.None), services.Loader.Load(id, CancellationToken.None));
        await Task.WhenAll(refreshing, loading);
        var (policy, found) = (await refreshing, await loading);
        if (_record is { Broken: false } begun)
        {
            // Another caller began it meanwhile, and entries of others may wait in it.
            return begun;
        }

        if (found is not { } loaded)
        {
            return _record = null;
        }

        _snapshots.Loaded(loaded.Head.Version);
        var recorded = new Recorded(
            loaded.State, loaded.Head, loaded.RecordedAt, loaded.Fence, loaded.Epoch,
            Facts.NextChange(loaded.State, policy.Policy, loaded.RecordedAt));
        return _record = new WorkingRecord(recorded, loaded.Key, services.Writer);
    }
}
