using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Exceptions;

/// <summary>What somebody has to look at among a customer's claims. It says no value.</summary>
/// <param name="Kind"><see cref="ExceptionLaw.Unproven"/> or <see cref="ExceptionLaw.Conflicting"/>.</param>
/// <param name="Field">Of which field.</param>
/// <param name="Source">Whose claim it is; null where it lies between claims.</param>
[GenerateSerializer, Immutable, Alias("claim-trouble")]
public sealed record ClaimTrouble([property: Id(0)] string Kind, [property: Id(1)] FieldName Field, [property: Id(2)] SourceName? Source)
{
    /// <summary>Names the field.</summary>
    public override string ToString() => Field.Value;
}

/// <summary>Which of a customer's claims somebody has to look at. It follows from the record alone: whoever asks again is told the same.</summary>
public static class ClaimTroubles
{
    /// <summary>All that there is of a customer.</summary>
    public static ImmutableArray<ClaimTrouble> Of(Customer customer, Policy policy) =>
        [.. customer.Fields.SelectMany(f => Of(f.Key, f.Value.Live, f.Value.Current, policy))];

    /// <summary>All that there is of a field: a conflict first, then sources in the order of their names.</summary>
    /// <param name="field">Of which field.</param>
    /// <param name="claims">Its live claims.</param>
    /// <param name="winner">The claim whose value is current; null when there is none.</param>
    /// <param name="policy">The policy in force.</param>
    public static ImmutableArray<ClaimTrouble> Of(FieldName field, ImmutableArray<JudgedClaim> claims, Claim? winner, Policy policy)
    {
        // A field that the policy dropped keeps what it said, and nobody is asked to decide it.
        if (!claims.Any(static c => c.Outcome is Outcome.InsufficientProof or Outcome.Contested) || !policy.Fields.ContainsKey(field))
        {
            return [];
        }

        var unproven = claims.Where(c => IsUnproven(c, claims)).Select(c => c.Claim.Source).Distinct().OrderBy(s => s.Value, StringComparer.Ordinal)
            .Select(s => new ClaimTrouble(ExceptionLaw.Unproven, field, s));
        return claims.Any(c => IsUndecided(c, winner, policy)) ? [new ClaimTrouble(ExceptionLaw.Conflicting, field, null), .. unproven] : [.. unproven];
    }

    // A guard is the source's: either none of its claims came as far as the question of proof, or all did, and any other outcome says that it was proved.
    private static bool IsUnproven(JudgedClaim judged, ImmutableArray<JudgedClaim> claims) =>
        judged.Outcome == Outcome.InsufficientProof
        && !claims.Any(c => c.Outcome != Outcome.InsufficientProof && c.Claim.SharesKeyWith(judged.Claim) && c.Claim.IsLaterThan(judged.Claim));

    // A contested claim stays contested whoever outranks the two: a better source's word does not tell which of them is wrong. A person's does, who saw both.
    private static bool IsUndecided(JudgedClaim judged, Claim? winner, Policy policy) =>
        judged.Outcome == Outcome.Contested
        && !(winner is { } current && current.IsLaterThan(judged.Claim)
            && policy.Sources.GetValueOrDefault(current.Source)?.Kind == SourceKind.HumanConsole);
}
