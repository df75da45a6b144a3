using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Claims;

/// <summary>What resolving a field's claims gave.</summary>
/// <param name="Winner">The claim whose value is current.</param>
/// <param name="Pending">The claim that waits for verification.</param>
/// <param name="State">How far the field is verified.</param>
/// <param name="Judged">Every claim with exactly one outcome, in the order given.</param>
public sealed record Resolution(Claim? Winner, Claim? Pending, VerificationState State, ImmutableArray<JudgedClaim> Judged);
