using System.Diagnostics.CodeAnalysis;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Formats.Policies;

/// <summary>What reading a document gave: a compiled policy, or everything that is wrong with it.</summary>
public sealed class PolicyReading
{
    internal PolicyReading(Policy? policy, ImmutableArray<PolicyError> errors, bool malformed = false)
    {
        Malformed = malformed;
        Policy = errors.IsEmpty ? policy : null;
        Errors = errors;
    }

    /// <summary>True when the document is a policy.</summary>
    [MemberNotNullWhen(true, nameof(Policy))]
    public bool Accepted => Policy is not null;

    /// <summary>True when the text itself cannot be read for what it says: no UTF-8, no YAML, or YAML that can mean another thing than it seems to.</summary>
    public bool Malformed { get; }

    /// <summary>The compiled policy; null when anything is wrong.</summary>
    public Policy? Policy { get; }

    /// <summary>Everything that is wrong, in the document's order; empty when it is a policy.</summary>
    public ImmutableArray<PolicyError> Errors { get; }
}
