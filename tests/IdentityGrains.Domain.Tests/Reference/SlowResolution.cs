using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;
using static IdentityGrains.Domain.Tests.Reference.SlowValues;

namespace IdentityGrains.Domain.Tests.Reference;

/// <summary>What the slow evaluator makes of a field's claims. An outcome of null is one that the document does not say.</summary>
internal sealed record SlowAnswer(Claim? Winner, Claim? Pending, VerificationState State, Dictionary<ClaimId, Outcome?> Outcomes);

/// <summary>
/// A second reading of "who wins a field", sentence by sentence, with lists and loops. It shares no code with the one that is shipped: where
/// the two differ, one of them misreads the document.
/// </summary>
internal sealed class SlowResolution
{
    private readonly FieldRule _rule;
    private readonly SubjectFacts _facts;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<ClaimId, Outcome?> _outcomes = [];

    private SlowResolution(FieldRule rule, SubjectFacts facts, DateTimeOffset now) => (_rule, _facts, _now) = (rule, facts, now);

    /// <summary>"Resolution is a pure function of (claims, policy, subject facts, now)."</summary>
    public static SlowAnswer Of(FieldRule rule, IEnumerable<Claim> claims, SubjectFacts facts, DateTimeOffset now) =>
        new SlowResolution(rule, facts, now).Answer([.. claims]);

    private SlowAnswer Answer(List<Claim> claims)
    {
        var eligible = claims.Where(Eligible).ToList();

        // "This holds separately among the verified and among the unverified claims of a field."
        var verified = LatestPerKey(eligible.Where(c => c.Verified));
        var unverified = LatestPerKey(eligible.Where(c => !c.Verified));
        if (_rule.Verification is null)
        {
            return new SlowAnswer(Fold([.. verified, .. unverified]), Pending: null, VerificationState.None, _outcomes);
        }

        // "The fold above runs over the verified claims and gives the winner. The unverified ones ... are tried against the winner in turn."
        var winner = Fold(verified);
        var pending = Waiting(unverified, winner);
        return new SlowAnswer(winner, pending, State(winner, pending), _outcomes);
    }

    /// <summary>
    /// "Eligibility per claim, first failing reason wins: unranked, guard_error, guard_false, insufficient_proof, missing_requirement, expired
    /// (expiry is not an eligibility reason for fields with verification)."
    /// </summary>
    private bool Eligible(Claim claim)
    {
        var ranked = Ranked(_rule, claim);
        var guard = ranked?.Guard is { } written ? SlowGuard.Of(written.Expression, _facts) : true;
        Outcome? reason =
            ranked is null ? Outcome.Unranked
            : guard is null ? Outcome.GuardError
            : guard is false ? Outcome.GuardFalse
            : claim.Proof < ranked.MinProof ? Outcome.InsufficientProof
            : ranked.Requires.Any(kind => claim.Evidence.All(e => e.Kind != kind)) ? Outcome.MissingRequirement
            : _rule.Verification is null && Expired(_rule, claim, _now) ? Outcome.Expired
            : null;
        if (reason is not null)
        {
            _outcomes[claim.Id] = reason;
        }

        return reason is null;
    }

    /// <summary>
    /// "A source's later claim under the same key (source, native key) replaces its earlier one; a blank replaces only where blankOverValue
    /// lets it (else blank_ignored, and the earlier one stays); the replaced claim gets superseded."
    /// </summary>
    private List<Claim> LatestPerKey(IEnumerable<Claim> claims)
    {
        var kept = new List<Claim>();
        foreach (var later in InOrder(claims))
        {
            var earlier = kept.SingleOrDefault(c => c.Source == later.Source && c.Key == later.Key);
            if (earlier is not null && Blank(later.Value) && !MayClear(later) && !Allowances.BlankReplaces(earlier))
            {
                _outcomes[later.Id] = Outcome.BlankIgnored;
                continue;
            }

            if (earlier is not null)
            {
                _outcomes[earlier.Id] = Outcome.Superseded;
                kept.Remove(earlier);
            }

            kept.Add(later);
        }

        return kept;
    }

    // "blankOverValue: never -> blank_ignored; sor_only and n's source is not the system of record -> blank_ignored; otherwise go on."
    private bool MayClear(Claim blank) =>
        _rule.Overwrite.Blank == BlankRule.Any
        || (_rule.Overwrite.Blank == BlankRule.SystemOfRecordOnly && blank.Source == _rule.SystemOfRecord);

    /// <summary>"Fold the rest in observedAt order (ties: ledger sequence); a newcomer displaces the current value only as the table says."</summary>
    private Claim? Fold(List<Claim> claims)
    {
        Claim? current = null;
        foreach (var newcomer in InOrder(claims))
        {
            var reason = current is null ? null : WhyNot(newcomer, current);
            if (reason is not null)
            {
                _outcomes[newcomer.Id] = reason;
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

    /// <summary>"May a newcomer n displace the current c? The first line that applies decides." Null when it may.</summary>
    private Outcome? WhyNot(Claim n, Claim c)
    {
        var (better, equal) = (Rank(_rule, n) < Rank(_rule, c), Rank(_rule, n) == Rank(_rule, c));

        // 1. "n is blank and c is not: ..."
        if (Blank(n.Value) && !Blank(c.Value) && !MayClear(n))
        {
            return Outcome.BlankIgnored;
        }

        // 2. "n's source is fill_only and c is not blank -> lower_rank."
        if (Ranked(_rule, n)!.FillOnly && !Blank(c.Value))
        {
            return Outcome.LowerRank;
        }

        // 3. "n was observed before c and n's rank is equal or worse -> stale." Ties: journal order, as everywhere.
        if (InOrder([n, c])[0] == n && !better)
        {
            return Outcome.Stale;
        }

        // 4. "n's rank is better (a smaller number) -> displaces."
        if (better)
        {
            return null;
        }

        // 5. "Equal rank: equalRank: steward, another source or key, and another value -> contested; otherwise displaces."
        if (equal)
        {
            var another = n.Source != c.Source || n.Key != c.Key;
            return _rule.Overwrite.EqualRank == EqualRankRule.Steward && another && Said(n.Value) != Said(c.Value) ? Outcome.Contested : null;
        }

        // 6. "Worse rank: ... otherwise lower_rank."
        return WorseMayDisplace(n, c) ? null : Outcome.LowerRank;
    }

    private bool WorseMayDisplace(Claim n, Claim c) => _rule.Overwrite.LowerRank switch
    {
        LowerRankRule.OnlyIfHigherExpired => Expired(_rule, c, _now),
        LowerRankRule.OnlyMoreRestrictive => MoreRestrictive(n.Value, c.Value),
        LowerRankRule.IfNewerThan => n.ObservedAt - c.ObservedAt >= _rule.Overwrite.NewerBy,
        _ => false,
    };

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
            var reason = winner is null ? null : WhyNot(claim, winner);
            if (reason is not null)
            {
                _outcomes[claim.Id] = reason;
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
                // It could displace too, and is not the first: the document has no word for it.
                _outcomes[claim.Id] = null;
            }
        }

        return pending;
    }

    /// <summary>"State: none without either, pending without a winner, expired if the winner is, else verified."</summary>
    private VerificationState State(Claim? winner, Claim? pending) =>
        winner is null && pending is null ? VerificationState.None
        : winner is null ? VerificationState.Pending
        : Expired(_rule, winner, _now) ? VerificationState.Expired
        : VerificationState.Verified;
}
