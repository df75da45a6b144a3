using CsCheck;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Policies;

namespace IdentityGrains.Domain.Tests.Customers;

/// <summary>What holds whatever is asked of a customer, by whom, and in whatever order.</summary>
public class LawProperties
{
    // Per source of a field: two keys or none, verified or not, and what keeps an earlier claim beside a later one: proof, evidence, a blank.
    private const int MostLiveClaims = 3 * 3 * 2 * 3 * 4 * 2;

    [Fact]
    public void Every_entry_is_the_next_version_and_nothing_else_changes_anything() => Always(step =>
        Assert.Equal(step.Before.Customer.Version + (step.Accepted ? 1 : 0), step.After.Customer.Version));

    [Fact]
    public void What_is_accepted_says_something() => Always(step => Assert.True(!step.Accepted || step.Answered.Events.Length > 0));

    [Fact]
    public void A_refusal_is_defined_and_names_no_value() => Always(step =>
    {
        if (step.Answered.Decision is Decision.Refused refused)
        {
            Assert.True(Enum.IsDefined(refused.Why));
            Assert.DoesNotContain(refused.Faults, f => f.Place.Contains("example", StringComparison.Ordinal));
        }
    });

    [Fact]
    public void After_every_entry_nothing_is_left_to_resolve() => Always(step => step.After.WhenLookedAtAgain().Unchanged());

    [Fact]
    public void Every_claim_has_exactly_one_outcome_from_the_start() => Always(step =>
    {
        foreach (var asserted in Events(step).OfType<FieldAsserted>())
        {
            Assert.Single(asserted.Standing.Changed, c => c.Claim == asserted.Claim.Id);
            Assert.Equal(asserted.Standing.Changed.Length, asserted.Standing.Changed.DistinctBy(c => c.Claim).Count());
        }
    });

    [Fact]
    public void What_ended_is_live_no_more_and_what_counts_is() => Always(step =>
    {
        foreach (var (name, field) in step.After.Customer.Fields)
        {
            var ended = Events(step).Select(Told).Where(t => t.Field == name).SelectMany(t => t.Standing!.Ended);
            Assert.DoesNotContain(field.Live, j => ended.Contains(j.Claim.Id));
            Assert.Equal(field.Winner, field.Live.SingleOrDefault(j => j.Outcome == Outcome.Winner)?.Claim.Id);
            Assert.Equal(field.Pending, field.Live.SingleOrDefault(j => j.Outcome == Outcome.Pending)?.Claim.Id);
            Assert.Equal(field.Live.Length, field.Live.DistinctBy(j => j.Claim.Id).Count());
        }
    });

    [Fact]
    public void A_value_has_the_version_that_brought_it() => Always(step =>
    {
        foreach (var (name, field) in step.After.Customer.Fields)
        {
            var before = step.Before.Customer.Field(name);
            var same = field.Value.Equals(before.Value) || (field.Value.IsBlank && before.Value.IsBlank);
            Assert.Equal(same ? before.ValueVersion : step.After.Customer.Version, field.ValueVersion);
        }
    });

    [Fact]
    public void No_value_rests_on_less_proof_than_is_demanded() => Always(step => Assert.All(
        step.After.Customer.Fields.Where(f => f.Value.Current is not null),
        f => Assert.True(f.Value.Current!.Proof >= GivenLaw.Law.Fields[f.Key].RankOf(f.Value.Current.Source)!.MinProof)));

    [Fact]
    public void What_is_kept_does_not_grow_with_history() => Gen.Select(AnyLife.Acts.Array[10], lives => lives.SelectMany(l => l).ToArray())
        .Sample(acts => Assert.All(AnyLife.Live(acts).Last().After.Customer.Fields.Values, f => Assert.True(f.Live.Length <= MostLiveClaims)), iter: 30);

    [Fact]
    public void Repeating_what_was_accepted_changes_no_value() => Always(step =>
    {
        if (step is { Accepted: true, Asked: { } asked }
            && step.After.When(asked.Command, asked.By, asked.SignedIn) is { Decision: Decision.Accepted } again)
        {
            Assert.All(again.Events.Select(Told), t => Assert.False(t.Standing?.ValueChanged ?? false));
            Assert.Equal(Known(step.After), Known(again.Accepted()));
        }
    });

    [Fact]
    public void The_fence_rises_exactly_when_a_permission_is_lost() => Always(step =>
    {
        if (step.Accepted)
        {
            var (before, after, now) = (step.Before.Customer, step.After.Customer, Given.Day(step.Before.Today));
            var effects = Effects.Of(before, after, step.Answered.Events, step.Before.Policy, now);
            Assert.Equal(LosesPermission(before, after, now), effects.Narrows);
            Assert.Equal(effects.Narrows, effects.Lane == Lane.Withdrawal);
        }
    });

    [Fact]
    public void What_a_platform_may_know_changes_only_with_work_for_it() => Always(step =>
    {
        if (step.Accepted)
        {
            var now = Given.Day(step.Before.Today);
            var effects = Effects.Of(step.Before.Customer, step.After.Customer, step.Answered.Events, step.Before.Policy, now);
            Assert.True(effects.Lane is not null || Projected(step.Before, now) == Projected(step.After, now));
        }
    });

    private static readonly Platform Everything = GivenPolicy.Platform(
        "everything",
        [
            .. GivenLaw.Law.Fields.Keys.Select(f => GivenPolicy.Mapped(f.Value, f.Value == "email" ? VerificationState.Verified : null,
                GivenPolicy.Email, GivenPolicy.Ads)),
        ]);

    private static void Always(Action<Step> holds) => AnyLife.Acts.Sample(acts =>
    {
        foreach (var step in AnyLife.Live(acts))
        {
            holds(step);
        }
    }, iter: 300);

    private static ImmutableArray<CustomerEvent> Events(Step step) => step.Accepted ? step.Answered.Events : [];

    private static (FieldName? Field, FieldStanding? Standing) Told(CustomerEvent happened) => happened switch
    {
        FieldAsserted e => (e.Field, e.Standing),
        FieldReevaluated e => (e.Field, e.Standing),
        ClaimsRetracted e => (e.Field, e.Standing),
        _ => (null, null),
    };

    private static bool LosesPermission(Customer before, Customer after, DateTimeOffset now)
    {
        var (was, isNow) = (Facts.Of(before, GivenLaw.Law, now), Facts.Of(after, GivenLaw.Law, now));
        return (after.Restricted && !before.Restricted)
            || before.Fields.Any(f => f.Value.State == VerificationState.Verified && after.Field(f.Key).State != VerificationState.Verified)
            || GivenLaw.Law.Purposes.Keys.Any(p =>
                Permission.Of(p, was, GivenLaw.Law).Permitted && !Permission.Of(p, isNow, GivenLaw.Law).Permitted);
    }

    private static string Known(Case known) => string.Join('|', known.Customer.Fields.OrderBy(f => f.Key.Value, StringComparer.Ordinal)
        .Select(f => (f.Key, (f.Value.Value as FieldValue.Text)?.Value, f.Value.ValueVersion, f.Value.State).ToString()));

    private static string Projected(Case known, DateTimeOffset now) => string.Join('|', Disclose.To(Everything, known.Customer, known.Policy, now).Fields
        .Select(f => (f.Field, (f.Value as FieldValue.Text)?.Value, f.ValueVersion, f.Purpose, f.Basis, f.Why).ToString()));
}
