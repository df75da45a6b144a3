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

    /// <summary>The policy in force; throws before the first <see cref="Refresh"/>.</summary>
    internal PolicyEpoch Current => _current ?? throw new InvalidOperationException("No policy was activated yet.");

    /// <summary>Reads the epoch again and compiles the document when it is another one.</summary>
    internal async Task<PolicyEpoch> Refresh(CancellationToken ct)
    {
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

    // It was sound when it was activated; if it reads otherwise now, the store or we are wrong, and nothing may be decided.
    private static Policy Compile(ActivePolicy activated) =>
        PolicyDocument.Load(activated.Document).Policy ?? throw new UnreachableException("A policy that was activated does not read.");
}

/// <summary>A compiled policy and the epoch under which it decides.</summary>
internal sealed record PolicyEpoch(Policy Policy, ActivePolicy Active)
{
    public long Epoch => Active.Epoch;
}
