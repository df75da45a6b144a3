using CsCheck;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Verifications;

/// <summary>What holds of a contact point whatever happens to it, in whatever order, under whatever policy.</summary>
public class VerificationProperties
{
    private const int MostLiveClaims = 24;
    private static readonly FieldName Email = new("email");

    [Fact]
    public void A_contact_point_is_verified_only_after_the_code_that_went_to_it_came_back() => Always(life =>
    {
        var (sent, confirmed) = (new Dictionary<(VerificationId, int), FieldValue>(), new HashSet<FieldValue>());
        foreach (var step in life)
        {
            foreach (var e in Events(step).OfType<ContactConfirmed>())
            {
                var running = step.Before.Customer.Verification(Email).Running!;
                Assert.Equal(sent[(running.Id, running.Codes)], e.Claim.Value);
                confirmed.Add(e.Claim.Value);
            }

            foreach (var e in Events(step).OfType<CodeIssued>())
            {
                var (field, running) = (step.After.Customer.Field(Email), step.After.Customer.Verification(Email).Running!);
                sent[(running.Id, e.Number)] = (field.Find(field.Pending) ?? field.Current)!.Value;
            }

            var after = step.After.Customer.Field(Email);
            Assert.True(after.State != VerificationState.Verified || after.Value.IsBlank || confirmed.Contains(after.Value));
        }
    });

    [Fact]
    public void Only_a_code_ends_a_doubt() => Always(life =>
    {
        foreach (var step in life)
        {
            var (before, after) = (step.Before.Customer.Field(Email), step.After.Customer.Field(Email));
            var raised = before.State == VerificationState.Suspect && after.State == VerificationState.Verified && before.Value == after.Value;
            Assert.True(!raised || Events(step).Any(e => e is ContactConfirmed));
        }
    });

    [Fact]
    public void What_waits_is_being_verified_and_nothing_is_left_to_resolve() => Always(life =>
    {
        foreach (var step in life)
        {
            var (field, running) = (step.After.Customer.Field(Email), step.After.Running());
            Assert.True(field.Pending is null || running is not null);
            Assert.True(running is null || step.After.Policy.Fields[Email].Verification is not null);
            Assert.Equal(field.Live.Length, field.Live.DistinctBy(j => j.Claim.Id).Count());
            Assert.Equal(field.Winner, field.Live.SingleOrDefault(j => j.Outcome == Outcome.Winner)?.Claim.Id);
            step.After.WhenLookedAtAgain().Unchanged();
        }
    });

    [Fact]
    public void Nobody_is_sent_more_codes_in_a_day_than_may_be_sent_and_none_that_nobody_asked_for() => Always(life =>
    {
        var sent = new List<DateTimeOffset>();
        foreach (var step in life)
        {
            var issued = Events(step).OfType<CodeIssued>().ToArray();
            var named = step.Asked?.Command is AssertFields or RequestCode or GrantConsent or ConfirmCode;
            Assert.True(issued.Length <= 1 && (issued.Length == 0 || named || Events(step).Any(e => e is VerificationStarted { Again: not null })));
            sent.AddRange(issued.Select(e => e.IssuedAt));
            Assert.True(sent.Count(at => at > Day(step.Before.Today) - CodeLimits.Window) <= ContactVerification.RememberedCodes);
        }
    });

    [Fact]
    public void Who_loses_a_confirmed_contact_point_heard_of_it_before() => Always(life =>
    {
        var heard = new HashSet<(VerificationId, FieldValue)>();
        foreach (var step in life)
        {
            foreach (var e in Events(step).OfType<ContactConfirmed>().Where(e => e.Previous is not null))
            {
                Assert.Contains((step.Before.Running()!.Id, e.Previous!.Value), heard);
            }

            if (step.Accepted)
            {
                heard.UnionWith(CustomerMessages.Of(step.After.Customer, step.Answered.Events, step.Before.Policy)
                    .Where(m => m.Kind == MessageKind.ChangeNotice).Select(m => (m.Verification, Said(step.After, m.To))));
            }
        }
    });

    [Fact]
    public void A_code_opens_only_what_was_granted_when_it_was_sent() => Always(life =>
    {
        var granted = new HashSet<(VerificationId, int)>();
        foreach (var step in life)
        {
            var running = step.Before.Running();
            Assert.All(Events(step).OfType<OptInConfirmed>(), e => Assert.Contains((running!.Id, running.Codes), granted));
            if (step.After.Running() is { } now && Events(step).Any(e => e is CodeIssued)
                && step.After.Customer.Consents.GetValueOrDefault(GivenPolicy.Email) is { Stance: Stance.Granted })
            {
                granted.Add((now.Id, now.Codes));
            }
        }
    });

    [Fact]
    public void The_fence_rises_wherever_something_is_told_no_more() => Always(life =>
    {
        foreach (var step in life.Where(s => s.Accepted))
        {
            var (before, after, policy, now) = (step.Before.Customer, step.After.Customer, step.Before.Policy, Day(step.Before.Today));
            var taken = policy.Platforms.Values.Any(p => Disclose.To(p, before, policy, now).Fields.Zip(Disclose.To(p, after, policy, now).Fields)
                .Any(f => f.First.Released && f.Second.Why is { } why
                    && (why != Withheld.NoValue || step.Answered.Events.Any(e => e is ClaimsRetracted r && r.Field == f.First.Field))));
            Assert.True(!taken || Effects.Of(before, after, step.Answered.Events, policy, now).Narrows);
        }
    });

    [Fact]
    public void Nothing_that_happened_prints_a_contact_point() => Always(life =>
    {
        foreach (var step in life)
        {
            Assert.All(Events(step), e => Assert.DoesNotContain("example", e.ToString(), StringComparison.Ordinal));
            Assert.DoesNotContain("example", step.After.Customer.Verification(Email).ToString(), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void What_is_kept_of_a_contact_point_does_not_grow_with_what_happened() =>
        Gen.Select(AnyContact.Lives.Array[12], lives => lives.SelectMany(l => l).ToArray()).Sample(happenings =>
        {
            var customer = AnyContact.Live(happenings).Last().After.Customer;
            Assert.InRange(customer.Field(Email).Live.Length, 0, MostLiveClaims);
            Assert.InRange(customer.OptIns.Length, 0, 1);
            Assert.InRange(Depth(customer.Verification(Email).Promotion), 0, Promotion.InARow);
            Assert.All(Chain(customer.Verification(Email).Promotion), p => Assert.InRange(p.Promoted.Length, 0, MostLiveClaims));
        }, iter: 30);

    private static void Always(Action<Customers.Step[]> holds) => AnyContact.Lives.Sample(l => holds([.. AnyContact.Live(l)]), iter: 500);

    private static ImmutableArray<CustomerEvent> Events(Customers.Step step) => step.Accepted ? step.Answered.Events : [];

    private static FieldValue Said(Case known, ClaimId claim) => known.Past.Values.Append(known.Customer)
        .Select(c => c.Field(Email).Find(claim)?.Value).First(v => v is not null)!;

    private static int Depth(Promotion? promotion) => Chain(promotion).Count();

    private static IEnumerable<Promotion> Chain(Promotion? promotion)
    {
        for (; promotion is not null; promotion = promotion.Before)
        {
            yield return promotion;
        }
    }
}
