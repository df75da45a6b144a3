using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using IdentityGrains.Domain.Tests.Reference;

namespace IdentityGrains.Torture.Checkers;

/// <summary>
/// One field's claims as the checker keeps them, resolved by the reference evaluator. What the entry says of the standing is compared with what the
/// evaluator says, word for word.
/// </summary>
internal sealed class FieldBook
{
    private readonly List<Claim> _claims = [];
    private readonly Dictionary<ClaimId, Outcome> _recorded = [];

    public void Hear(IEnumerable<Claim> claims) => _claims.AddRange(claims);

    public void Drop(IEnumerable<ClaimId> claims)
    {
        var gone = claims.ToHashSet();
        _claims.RemoveAll(c => gone.Contains(c.Id));
        foreach (var claim in gone)
        {
            _recorded.Remove(claim);
        }
    }

    /// <summary>Everything in which the recorded standing differs from the evaluator's.</summary>
    public IEnumerable<string> Differences(FieldStanding standing, FieldRule rule, SubjectFacts facts, DateTimeOffset now)
    {
        var answer = SlowResolution.Of(rule, _claims, facts, now);
        foreach (var changed in standing.Changed)
        {
            _recorded[changed.Claim] = changed.Outcome;
        }

        List<string> differences = [];
        Expect("winner", answer.Winner?.Id, standing.Winner);
        Expect("pending", answer.Pending?.Id, standing.Pending);

        // A doubt is told by another event than a claim: it only lowers what is verified.
        Expect("state", answer.State, standing.State == VerificationState.Suspect ? VerificationState.Verified : standing.State);
        foreach (var claim in _claims)
        {
            Expect($"claim {claim.Id}", answer.Outcomes[claim.Id], _recorded.GetValueOrDefault(claim.Id));
        }

        // What ends for ever must not be what counts.
        differences.AddRange(standing.Ended.Where(e => e == answer.Winner?.Id || e == answer.Pending?.Id).Select(e => $"claim {e} counts and was ended"));
        Drop(standing.Ended);
        return differences;

        void Expect<T>(string what, T says, T recorded)
        {
            if (!EqualityComparer<T>.Default.Equals(says, recorded))
            {
                differences.Add($"{what} is {recorded} in the entry and {says} by the document");
            }
        }
    }
}
