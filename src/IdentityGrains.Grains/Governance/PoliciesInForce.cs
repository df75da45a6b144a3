using System.Collections.Concurrent;
using System.Diagnostics;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Governance;

/// <summary>The policy in force, compiled, as this silo last read it. A commit that was decided under an older epoch fails and reads it again.</summary>
public sealed class PoliciesInForce(IPolicies store)
{
    /// <summary>How many policies of the past are kept compiled.</summary>
    public const int CompiledPast = 16;

    private readonly ConcurrentDictionary<long, Policy> _past = new();
    private readonly Lock _compiling = new();
    private volatile PolicyEpoch? _current;
    private volatile PolicyChange? _changing;
    private long _latestAsked;

    /// <summary>The policy in force; throws before the first <see cref="Refresh"/>.</summary>
    internal PolicyEpoch Current => _current ?? throw new InvalidOperationException("No policy was activated yet.");

    /// <summary>Reads the epoch again and compiles the document when it is another one.</summary>
    internal async Task<PolicyEpoch> Refresh(CancellationToken ct)
    {
        // The number first: the document is long, and mostly it is the one that is known.
        if (_current is { } known && known.Epoch >= await store.Epoch(ct))
        {
            return known;
        }

        var active = await store.Active(ct) ?? throw new InvalidOperationException("No policy was activated yet.");
        if (_current is { } current && current.Epoch >= active.Epoch)
        {
            return current;
        }

        // Many notice a new epoch at once and one compiles; whoever read the store before and comes back late brings no older policy back.
        lock (_compiling)
        {
            return _current is { } newer && newer.Epoch >= active.Epoch ? newer : _current = new PolicyEpoch(Compile(active), active);
        }
    }

    /// <summary>The policy that was in force at an instant.</summary>
    internal async ValueTask<Policy> At(DateTimeOffset instant, CancellationToken ct)
    {
        // Noted before a change is looked for, as a change is announced before it looks what was asked: one of the two sees the other.
        Note(instant);
        while (_changing is { } change && change.Concerns(instant))
        {
            await change.Over.WaitAsync(ct);
        }

        if (Current is var current && instant >= current.Active.ActivatedAt)
        {
            return current.Policy;
        }

        // Nothing is recorded before the first activation; only a clock that was set back can name an instant before it.
        var epoch = await store.EpochAt(instant, ct) ?? 1;
        if (_past.TryGetValue(epoch, out var known))
        {
            return known;
        }

        var policy = Compile(await store.Find(epoch, ct) ?? throw new UnreachableException("The store has lost a policy."));
        if (_past.Count >= CompiledPast)
        {
            // Rare, and cheaper than any order of eviction.
            _past.Clear();
        }

        return _past.GetOrAdd(epoch, policy);
    }

    /// <summary>Puts a document in force that is known to be sound, and reads it.</summary>
    internal async Task<PolicyEpoch> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct)
    {
        await store.Activate(document, hash, at, ct);
        return await Refresh(ct);
    }

    /// <summary>
    /// Lets <paramref name="write"/> put another policy in force at an instant as of which nobody was told anything, and reads it. Whoever asks meanwhile
    /// which policy is in force at that instant or later waits: what he is told must stay true of it. One change at a time.
    /// </summary>
    internal async Task<PolicyEpoch?> Change(IStoreClock clock, Func<DateTimeOffset, Task<ActivePolicy?>> write)
    {
        var change = new PolicyChange();
        _changing = change;
        try
        {
            Interlocked.MemoryBarrier();
            var (now, asked) = (clock.Now, new DateTimeOffset(Interlocked.Read(ref _latestAsked), TimeSpan.Zero));
            var from = (now > asked ? now : asked) + Instants.Step;
            change.Begin(from);
            return await write(from) is null ? null : await Refresh(CancellationToken.None);
        }
        catch
        {
            // Nobody knows whether it was written.
            await Refresh(CancellationToken.None);
            throw;
        }
        finally
        {
            _changing = null;
            change.End();
        }
    }

    private void Note(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks;
        for (var latest = Interlocked.Read(ref _latestAsked); ticks > latest;)
        {
            var found = Interlocked.CompareExchange(ref _latestAsked, ticks, latest);
            latest = found == latest ? ticks : found;
        }

        Interlocked.MemoryBarrier();
    }

    // It was sound when it was activated; if it reads otherwise now, the store or we are wrong, and nothing may be decided.
    private static Policy Compile(ActivePolicy activated) =>
        PolicyDocument.Load(activated.Document).Policy ?? throw new UnreachableException("A policy that was activated does not read.");
}

/// <summary>A compiled policy and the epoch under which it decides.</summary>
internal sealed record PolicyEpoch(Policy Policy, ActivePolicy Active)
{
    public long Epoch => Active.Epoch;
}

/// <summary>A policy on its way into force.</summary>
internal sealed class PolicyChange
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _from;

    /// <summary>Completes when it is in force, or will not be.</summary>
    public Task Over => _over.Task;

    /// <summary>True when another policy may be in force at the instant; of all of them until it is known from when on.</summary>
    public bool Concerns(DateTimeOffset instant) => instant.UtcTicks >= Volatile.Read(ref _from);

    /// <summary>Names the first instant.</summary>
    public void Begin(DateTimeOffset from) => Volatile.Write(ref _from, from.UtcTicks);

    /// <summary>It is over.</summary>
    public void End() => _over.TrySetResult();
}
