using System.Diagnostics;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Grains.Governance;

/// <summary>The policy in force, compiled, as this silo last read it. A commit that was decided under an older epoch fails and reads it again.</summary>
public sealed class PoliciesInForce(IPolicies store)
{
    private volatile PolicyEpoch? _current;

    /// <summary>The policy in force; throws before the first <see cref="Refresh"/>.</summary>
    internal PolicyEpoch Current => _current ?? throw new InvalidOperationException("No policy was activated yet.");

    /// <summary>Reads the epoch again and compiles the document when it is another one.</summary>
    internal async Task<PolicyEpoch> Refresh(CancellationToken ct)
    {
        var active = await store.Active(ct) ?? throw new InvalidOperationException("No policy was activated yet.");
        if (_current is { } current && current.Epoch == active.Epoch)
        {
            return current;
        }

        // It was sound when it was activated; if it reads otherwise now, the store or we are wrong, and nothing may be decided.
        var policy = PolicyDocument.Load(active.Document).Policy ?? throw new UnreachableException("The policy in force does not read.");
        var compiled = new PolicyEpoch(policy, active);
        _current = compiled;
        return compiled;
    }

    /// <summary>Puts a document in force that is known to be sound, and reads it.</summary>
    internal async Task<PolicyEpoch> Activate(string document, string hash, DateTimeOffset at, CancellationToken ct)
    {
        await store.Activate(document, hash, at, ct);
        return await Refresh(ct);
    }
}

/// <summary>A compiled policy and the epoch under which it decides.</summary>
internal sealed record PolicyEpoch(Policy Policy, ActivePolicy Active)
{
    public long Epoch => Active.Epoch;
}
