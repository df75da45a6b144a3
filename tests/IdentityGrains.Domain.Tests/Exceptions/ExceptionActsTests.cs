using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Policies.Activation;

namespace IdentityGrains.Domain.Tests.Exceptions;

public sealed class ExceptionActsTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = Now.AddDays(30);
    private static readonly ExceptionLife Open = ExceptionLife.Begin(new ExceptionDuty("high", "team:crm-platform", "role:head-of-crm", Now.AddDays(2)), Now);
    private static readonly Caller Rita = Person("rita", "crm-platform");
    private static readonly Caller Otto = Person("otto", "head-of-crm");
    private static readonly ExceptionAct TakeUp = new ExceptionAct.Acknowledge(null);
    private static readonly ExceptionAct Resolve = new ExceptionAct.Resolve("fixed_there");
    private static readonly ExceptionAct Accept = new ExceptionAct.Accept(Until, "vendor_limit");

    [Theory]
    [InlineData(ExceptionState.Open, ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.Escalated, ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.Acknowledged, ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.InCase, ExceptionState.InCase)]
    public void Whoever_takes_it_up_acknowledges_it_and_nobody_goes_back(ExceptionState from, ExceptionState to) => Assert.Equal(to, After(from, TakeUp).State);

    [Theory]
    [InlineData(ExceptionState.Open)]
    [InlineData(ExceptionState.Escalated)]
    [InlineData(ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.InCase)]
    public void With_a_case_it_is_worked_on_there(ExceptionState from)
    {
        var after = After(from, new ExceptionAct.Acknowledge("C-17"));

        Assert.Equal((ExceptionState.InCase, "C-17", Rita.Principal), (after.State, after.Case, after.By));
        Assert.Same(after, ExceptionActs.After(after, new ExceptionAct.Acknowledge("C-17"), Otto.Principal, Now));
    }

    [Theory]
    [InlineData(ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.InCase)]
    public void Whoever_looked_at_it_may_say_that_it_is_over(ExceptionState from)
    {
        var after = After(from, Resolve);

        Assert.Equal((ExceptionState.Resolved, "fixed_there", Rita.Principal), (after.State, after.How, after.By));
    }

    [Fact]
    public void It_stays_as_it_is_when_two_persons_agree_until_when()
    {
        var asked = After(ExceptionState.Acknowledged, Accept);
        Assert.Equal(ExceptionState.Acknowledged, asked.State);
        Assert.Equal(new RiskAcceptance(Until, "vendor_limit", Rita.Principal, null), asked.Acceptance);

        Assert.Same(asked, ExceptionActs.After(asked, Accept, Rita.Principal, Now));

        var agreed = ExceptionActs.After(asked, Accept, Otto.Principal, Now);
        Assert.Equal(ExceptionState.AcceptedRisk, agreed.State);
        Assert.Equal(new RiskAcceptance(Until, "vendor_limit", Rita.Principal, Otto.Principal), agreed.Acceptance);
    }

    [Fact]
    public void An_end_that_is_named_more_finely_than_it_is_kept_is_the_same_end()
    {
        var finely = new ExceptionAct.Accept(Until.AddTicks(7), "vendor_limit");
        var asked = After(ExceptionState.Acknowledged, finely);

        Assert.Equal(Until, asked.Acceptance!.Until);
        Assert.Equal(ExceptionState.AcceptedRisk, ExceptionActs.After(asked, finely, Otto.Principal, Now).State);
    }

    public static TheoryData<ExceptionAct> Prose =>
    [
        new ExceptionAct.Acknowledge(""), new ExceptionAct.Acknowledge("Ana Sol"), new ExceptionAct.Acknowledge("-1"),
        new ExceptionAct.Acknowledge(new string('c', 65)), new ExceptionAct.Acknowledge("C\0"), new ExceptionAct.Resolve("Ana called"),
        new ExceptionAct.Resolve(""), new ExceptionAct.Accept(Until, "ana@a.example"), new ExceptionAct.Accept(Until, "a\0"),
    ];

    [Theory]
    [MemberData(nameof(Prose), DisableDiscoveryEnumeration = true)]
    public void What_is_prose_is_refused_whatever_door_it_came_by(ExceptionAct act) =>
        Assert.Equal("Malformed", WhyNot(Open with { State = ExceptionState.Acknowledged }, act, Rita).ToString());

    [Fact]
    public void Whoever_names_another_end_asks_for_something_else()
    {
        var other = ExceptionActs.After(
            After(ExceptionState.Acknowledged, Accept), new ExceptionAct.Accept(Until.AddDays(1), "vendor_limit"), Otto.Principal, Now);

        Assert.Equal(ExceptionState.Acknowledged, other.State);
        Assert.Equal((Otto.Principal, null), (other.Acceptance!.AskedBy, other.Acceptance.AgreedBy));
    }

    [Fact]
    public void Only_people_act_and_only_those_who_play_a_part_in_it()
    {
        Assert.Equal(ExceptionRefusal.NotAPerson, WhyNot(Open, TakeUp, new Caller(new PrincipalId("nhi:crm"), ProofLevel.ServiceAuthenticated, null)
        {
            Roles = ["crm-platform"],
        }));
        Assert.Equal(ExceptionRefusal.NotTheirs, WhyNot(Open, TakeUp, Person("eve", "marketing")));
        Assert.Null(WhyNot(Open, TakeUp, Rita));
        Assert.Null(WhyNot(Open, TakeUp, Otto));
        Assert.Null(WhyNot(Open, TakeUp, Person("cleo", ActivationLawRole())));
    }

    [Theory]
    [InlineData(ExceptionState.Open, ExceptionRefusal.NotAcknowledged)]
    [InlineData(ExceptionState.Escalated, ExceptionRefusal.NotAcknowledged)]
    [InlineData(ExceptionState.AcceptedRisk, ExceptionRefusal.Over)]
    [InlineData(ExceptionState.Resolved, ExceptionRefusal.Over)]
    [InlineData(ExceptionState.Acknowledged, null)]
    [InlineData(ExceptionState.InCase, null)]
    public void Nobody_ends_what_he_has_not_looked_at_or_what_is_over(ExceptionState from, ExceptionRefusal? refusal)
    {
        Assert.Equal(refusal, WhyNot(Open with { State = from }, Resolve, Rita));
        Assert.Equal(refusal, WhyNot(Open with { State = from }, Accept, Rita));
    }

    [Theory]
    [InlineData(0, ExceptionRefusal.UntilPast)]
    [InlineData(1, null)]
    [InlineData(366, null)]
    [InlineData(367, ExceptionRefusal.UntilTooFar)]
    public void A_risk_is_accepted_for_a_year_at_most(int days, ExceptionRefusal? refusal) => Assert.Equal(
        refusal, WhyNot(Open with { State = ExceptionState.InCase }, new ExceptionAct.Accept(Now.AddDays(days), "vendor_limit"), Rita));

    private static string ActivationLawRole() => ActivationLaw.AskedBy(GivenPolicy.Plain).Roles[0];

    private static ExceptionRefusal? WhyNot(ExceptionLife life, ExceptionAct act, Caller by) =>
        ExceptionActs.WhyNot(life, act, by, GivenPolicy.Plain, Now);

    private static ExceptionLife After(ExceptionState from, ExceptionAct act) =>
        ExceptionActs.After(Open with { State = from }, act, Rita.Principal, Now);

    private static Caller Person(string name, string role) =>
        new(new PrincipalId(Caller.PersonPrefix + name), ProofLevel.ServiceAuthenticated, null) { Roles = [role] };
}
