using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Callers;

/// <summary>As which source a caller speaks, and what the policy in force lets it say. It holds nothing of any customer.</summary>
/// <param name="Source">The source whose identity the caller has.</param>
/// <param name="Policy">The policy that says so, <c>id@version</c>.</param>
/// <param name="Fields">Every field of the policy, by name.</param>
[GenerateSerializer, Immutable, Alias("bound-source")]
public sealed record BoundSource(
    [property: Id(0)] SourceName Source, [property: Id(1)] string Policy, [property: Id(2)] ImmutableArray<BoundField> Fields)
{
    /// <summary>The source that the caller is bound to; null for a stranger.</summary>
    public static BoundSource? Of(Caller by, Policy policy) => policy.SourceOf(by.Principal) is not { } source ? null : new BoundSource(
        source.Name, policy.Reference,
        [
            .. policy.Fields.Values.OrderBy(f => f.Name.Value, StringComparer.Ordinal)
                .Select(f => new BoundField(f.Name, f.Type, f.RankOf(source.Name) is not null, f.Immutable)),
        ]);
}

/// <summary>A field as one source stands to it.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Type">The type as the policy writes it, for example <c>personName</c>.</param>
/// <param name="Ranked">True when the source may assert it.</param>
/// <param name="Immutable">True when it cannot change once it is set.</param>
[GenerateSerializer, Immutable, Alias("bound-field")]
public sealed record BoundField(
    [property: Id(0)] FieldName Field, [property: Id(1)] string Type, [property: Id(2)] bool Ranked, [property: Id(3)] bool Immutable);
