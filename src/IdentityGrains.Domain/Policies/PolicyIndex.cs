using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Policies;

/// <summary>What is asked of a policy for every customer and follows from its fields and sources, worked out once.</summary>
internal sealed class PolicyIndex
{
    private readonly FrozenDictionary<FieldName, FieldRule> _fields;
    private readonly FrozenDictionary<SourceName, Source> _sources;
    private readonly FrozenDictionary<PurposeName, Purpose> _purposes;

    public PolicyIndex(Policy policy)
    {
        (_fields, _sources, _purposes) = (policy.Fields, policy.Sources, policy.Purposes);

        // In the order of their names: of several that tell the same, which one is heard must not hang on a table's order.
        var rules = _fields.Values.OrderBy(f => f.Name.Value, StringComparer.Ordinal).ToImmutableArray();
        Residences = [.. rules.Where(f => f.TellsResidence)];
        Ages = [.. rules.Where(f => f.TellsAge)];
        Fading = [.. rules.Where(f => f.ValidFor is not null)];
        Verified = [.. rules.Where(f => f.Verification is not null)];
        Purposes = [.. _purposes.Keys.OrderBy(p => p.Value, StringComparer.Ordinal)];
        EvidenceKinds = _sources.Values.SelectMany(s => s.Requires).Concat(rules.SelectMany(f => f.Sources).SelectMany(s => s.Requires))
            .ToFrozenSet(StringComparer.Ordinal);
        ByPrincipal = _sources.Values.DistinctBy(s => s.Principal).ToFrozenDictionary(s => s.Principal);
    }

    /// <summary>The fields that tell where the customer lives.</summary>
    public ImmutableArray<FieldRule> Residences { get; }

    /// <summary>The fields that tell how old the customer is.</summary>
    public ImmutableArray<FieldRule> Ages { get; }

    /// <summary>The fields whose values live for a time only.</summary>
    public ImmutableArray<FieldRule> Fading { get; }

    /// <summary>The fields whose values are verified.</summary>
    public ImmutableArray<FieldRule> Verified { get; }

    /// <summary>The purposes, in the order of their names.</summary>
    public ImmutableArray<PurposeName> Purposes { get; }

    public FrozenSet<string> EvidenceKinds { get; }

    public FrozenDictionary<PrincipalId, Source> ByPrincipal { get; }

    private bool IsOf(Policy policy) =>
        ReferenceEquals(_fields, policy.Fields) && ReferenceEquals(_sources, policy.Sources) && ReferenceEquals(_purposes, policy.Purposes);

    /// <summary>
    /// Keeps the index beside its policy. A copy of the policy with other fields shares this with the original, so each look asks whose index it is; and all
    /// are equal, because what was worked out already makes no other policy.
    /// </summary>
    internal sealed class Kept
    {
        private PolicyIndex? _latest;

        public PolicyIndex Of(Policy policy) => _latest is { } known && known.IsOf(policy) ? known : _latest = new PolicyIndex(policy);

        public override bool Equals(object? obj) => obj is Kept;

        public override int GetHashCode() => 0;
    }
}
