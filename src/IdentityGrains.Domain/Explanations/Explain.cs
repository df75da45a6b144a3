using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Explanations;

/// <summary>Explains a field from one call.</summary>
public static class Explain
{
    /// <summary>
    /// Tells the recorded outcomes, not those of a fresh resolution: what is asked is why the record says so. Who may know the value, and
    /// what would make another claim win, is asked as of the given instant.
    /// </summary>
    public static Explanation Field(Customer customer, FieldName field, Policy policy, DateTimeOffset asOf)
    {
        var state = customer.Field(field);
        var rule = policy.Fields.GetValueOrDefault(field);
        var reasons = new Reasons(field, rule, state);
        var others = ImmutableArray.CreateBuilder<ExplainedClaim>(state.Live.Length);
        ExplainedClaim? winner = null;
        var live = state.Live.Select(j => j.Claim).ToImmutableArray();
        var facts = Facts.Of(customer, policy, asOf);
        foreach (var judged in state.Live)
        {
            if (judged.Claim.Id == state.Winner)
            {
                winner = Told(judged, rule, reasons, null);
            }
            else
            {
                var change = rule is null ? ChangeWords.None : Counterfactual.Of(judged.Claim, rule, live, facts, asOf);
                others.Add(Told(judged, rule, reasons, change));
            }
        }

        return new Explanation(
            customer.Id, customer.Version, field, policy.Reference, state.Value, state.ValueVersion, state.State,
            rule is null ? null : RuleWords.Of(rule), winner, others.DrainToImmutable(),
            Releases(customer, field, new Permits(facts, policy, customer), policy), asOf);
    }

    private static ExplainedClaim Told(JudgedClaim judged, FieldRule? rule, Reasons reasons, ExplainedChange? change)
    {
        var claim = judged.Claim;
        return new ExplainedClaim(
            claim.Id, claim.Source, claim.Key, claim.ObservedAt, claim.Proof, claim.Evidence, claim.Value, claim.Verified, claim.Origin,
            rule?.RankOf(claim.Source)?.Rank, judged.Outcome, reasons.Of(judged), change);
    }

    private static ImmutableArray<ExplainedRelease> Releases(Customer customer, FieldName field, Permits permits, Policy policy)
    {
        var releases = ImmutableArray.CreateBuilder<ExplainedRelease>(policy.Platforms.Count);
        foreach (var platform in policy.Platforms.Values.OrderBy(p => p.Name.Value, StringComparer.Ordinal))
        {
            var mapped = platform.Mapping(field);
            var verdict = Disclose.OfCustomer(mapped, customer.Field(field), permits);
            releases.Add(new ExplainedRelease(
                platform.Name, verdict.Purpose, verdict.Basis, verdict.Why, Purposes(mapped, verdict, permits),
                Consents(customer, verdict, permits, policy)));
        }

        return releases.MoveToImmutable();
    }

    // An opt-out law needs no grant, so a grant that is there is not what the release rests on.
    private static ImmutableArray<ExplainedConsent> Consents(Customer customer, ReleaseVerdict verdict, Permits permits, Policy policy)
    {
        if (verdict.Purpose is not { } purpose || !Permission.RestsOnGrant(purpose, permits.Facts, policy))
        {
            return [];
        }

        return [.. Granted(customer.Consents, permits.Facts.Consents, false), .. Granted(customer.GuardianConsents, permits.Facts.GuardianConsents, true)];

        IEnumerable<ExplainedConsent> Granted(
            ImmutableDictionary<PurposeName, ConsentAct> acts, ImmutableDictionary<PurposeName, Stance> inForce, bool byGuardian) =>
            inForce.GetValueOrDefault(purpose) == Stance.Granted && acts.TryGetValue(purpose, out var act)
                ? [new ExplainedConsent(byGuardian, act.ObservedAt, act.Source, act.NoticeVersion, act.RecordedAtVersion)]
                : [];
    }

    private static ImmutableArray<ExplainedPurpose> Purposes(PlatformField? mapped, ReleaseVerdict verdict, Permits permits)
    {
        if (mapped is null || verdict.Why != Withheld.NoPurposePermitted)
        {
            return [];
        }

        var purposes = ImmutableArray.CreateBuilder<ExplainedPurpose>(mapped.Purposes.Length);
        foreach (var purpose in mapped.Purposes)
        {
            if (permits.Of(purpose).Why is { } why)
            {
                purposes.Add(new ExplainedPurpose(purpose, why));
            }
        }

        return purposes.DrainToImmutable();
    }
}
