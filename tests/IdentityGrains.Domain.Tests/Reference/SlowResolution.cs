using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>What the slow evaluator makes of a field's claims.</summary>
internal sealed record SlowAnswer(Claim? Winner, Claim? Pending, VerificationState State, Dictionary<ClaimId, Outcome> Outcomes);

/// <summary>
/// A second reading of "who wins a field", sentence by sentence, with lists and loops. It shares no code with the one that is shipped: where
/// the two differ, one of them misreads the document.
/// </summary>
internal sealed class SlowResolution
{
    private readonly FieldRule _rule;
    private readonly SubjectFacts _facts;
    private readonly DateTimeOffset _now;
    private readonly SlowDisplacement _displacement;
    private readonly Dictionary<ClaimId, Outcome> _outcomes = [];

    private SlowResolution(FieldRule rule, SubjectFacts facts, DateTimeOffset now)
    {
        (_rule, _facts, _now) = (rule, facts, now);
        _displacement = new SlowDisplacement(rule, now);
    }

    /// <summary>"Resolution is a pure function of (claims, policy, subject facts, now)."</summary>
    public static SlowAnswer Of(FieldRule rule, IEnumerable<Claim> claims, SubjectFacts facts, DateTimeOffset now) =>
        new SlowResolution(rule, facts, now).Answer([.. claims]);

    private SlowAnswer Answer(List<Claim> claims)
    {
        var eligible = new List<Claim>();
        foreach (var claim in claims)
        {
            if (SlowEligibility.WhyNot(claim, _rule, _facts, _now) is { } why)
            {
                _outcomes[claim.Id] = why;
            }
            else
            {
                eligible.Add(claim);
            }
        }

        // "This holds separately among the verified and among the unverified claims of a field."
        var verified = SlowReplacement.LatestPerKey(eligible.Where(c => c.Verified), _displacement, _outcomes);
        var unverified = SlowReplacement.LatestPerKey(eligible.Where(c => !c.Verified), _displacement, _outcomes);
        if (_rule.Verification is null)
        {
            var alone = Fold([.. verified, .. unverified]);
            Corroborate([.. verified, .. unverified], alone);
            return new SlowAnswer(alone, Pending: null, VerificationState.None, _outcomes);
        }

        // "The fold above runs over the verified claims and gives the winner. The unverified ones ... are tried against the winner in turn."
        var winner = Fold(verified);
        var pending = Waiting(unverified, winner);
        Corroborate([.. verified, .. unverified], winner);
        return new SlowAnswer(winner, pending, State(winner, pending), _outcomes);
    }

    /// <summary>"Fold the rest in observedAt order (ties: ledger sequence); a newcomer displaces the current value only as the table says."</summary>
    private Claim? Fold(List<Claim> claims)
    {
        Claim? current = null;
        foreach (var newcomer in InOrder(claims))
        {
            var reason = current is null ? null : _displacement.WhyNot(newcomer, current);
            if (reason is { } why)
            {
                _outcomes[newcomer.Id] = why;
                continue;
            }

            // "A displaced claim of another source gets superseded." One of the same source under another key has no other word.
            if (current is not null)
            {
                _outcomes[current.Id] = Outcome.Superseded;
            }

            current = newcomer;
        }

        if (current is not null)
        {
            _outcomes[current.Id] = Outcome.Winner;
        }

        return current;
    }

    /// <summary>
    /// "The unverified ones, best rank first and then newest, are tried against the winner in turn: the first that could displace it (or meets
    /// none) is pending, unless unverifiedOverVerified: never and there is a winner (unverified); those that could not get their reason."
    /// </summary>
    private Claim? Waiting(List<Claim> unverified, Claim? winner)
    {
        Claim? pending = null;
        var bestThenNewest = InOrder(unverified).AsEnumerable().Reverse().OrderBy(c => Rank(_rule, c)).ToList();
        foreach (var claim in bestThenNewest)
        {
            var reason = winner is null ? null : _displacement.WhyNot(claim, winner);
            if (reason is { } why)
            {
                _outcomes[claim.Id] = why;
            }
            else if (Allowances.NeedNotWait(claim, winner, winner is not null && Expired(_rule, winner, _now)))
            {
                _outcomes[claim.Id] = Outcome.Corroborates;
            }
            else if (_rule.Overwrite.Unverified == UnverifiedRule.Never && winner is not null)
            {
                _outcomes[claim.Id] = Outcome.Unverified;
            }
            else if (pending is null)
            {
                pending = claim;
                _outcomes[claim.Id] = Outcome.Pending;
            }
            else
            {
                // It could displace too, and is not the first.
                _outcomes[claim.Id] = Allowances.FurtherThanPending(Rank(_rule, claim), Rank(_rule, pending));
            }
        }

        return pending;
    }

    // The document knows the word "corroborates" and no sentence for it.
    private void Corroborate(List<Claim> claims, Claim? winner)
    {
        foreach (var claim in claims.Where(c => Allowances.Corroborates(c, _outcomes[c.Id], winner)))
        {
            _outcomes[claim.Id] = Outcome.Corroborates;
        }
    }

    /// <summary>"State: none without either, pending without a winner, expired if the winner is, else verified."</summary>
    private VerificationState State(Claim? winner, Claim? pending) =>
        winner is null && pending is null ? VerificationState.None
        : winner is null ? VerificationState.Pending
        : Expired(_rule, winner, _now) ? VerificationState.Expired
        : VerificationState.Verified;
}
