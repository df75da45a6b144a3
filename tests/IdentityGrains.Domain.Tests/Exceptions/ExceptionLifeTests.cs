using IdentityGrains.Domain.Exceptions;

namespace IdentityGrains.Domain.Tests.Exceptions;

public sealed class ExceptionLifeTests
{
    private static readonly DateTimeOffset Opened = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Due = Opened.AddDays(2);
    private static readonly ExceptionLife Life = ExceptionLife.Begin(new ExceptionDuty("high", "team:crm", "role:head", Due), Opened);

    [Fact]
    public void It_begins_open_with_whom_the_policy_names() => Assert.Equal((ExceptionState.Open, "team:crm", "role:head", Due, Opened), (
        Life.State, Life.Assignee, Life.EscalateTo, Life.DueAt, Life.Since));

    [Fact]
    public void When_nobody_looks_at_it_in_time_it_is_somebody_elses()
    {
        Assert.Null(Life.Aged(Due.AddTicks(-1)));

        var escalated = Life.Aged(Due)!;

        Assert.Equal((ExceptionState.Escalated, "role:head", Due), (escalated.State, escalated.Assignee, escalated.Since));
        Assert.Null(escalated.Aged(Due.AddYears(1)));
    }

    [Fact]
    public void Where_the_policy_names_nobody_else_it_stays_with_whom_it_was() =>
        Assert.Equal("team:crm", (Life with { EscalateTo = null }).Aged(Due)!.Assignee);

    [Theory]
    [InlineData(ExceptionState.Acknowledged)]
    [InlineData(ExceptionState.InCase)]
    [InlineData(ExceptionState.Resolved)]
    public void What_somebody_looked_at_in_time_is_not_escalated(ExceptionState state) => Assert.Null((Life with { State = state }).Aged(Due.AddYears(1)));

    [Fact]
    public void An_acceptance_runs_out_and_then_it_is_over_without_its_cause_being_gone()
    {
        var accepted = Life with
        {
            State = ExceptionState.AcceptedRisk, Acceptance = new RiskAcceptance(Due.AddDays(30), "vendor_limit", new("oidc:a"), new("oidc:b")),
        };

        Assert.Null(accepted.Aged(Due.AddDays(29)));
        var over = accepted.Aged(Due.AddDays(30))!;
        Assert.Equal((ExceptionState.Resolved, ExceptionLife.AcceptanceOver), (over.State, over.How));
        Assert.NotNull(over.By);
    }

    [Theory]
    [InlineData(ExceptionState.Open, true)]
    [InlineData(ExceptionState.InCase, true)]
    [InlineData(ExceptionState.Escalated, true)]
    [InlineData(ExceptionState.AcceptedRisk, false)]
    [InlineData(ExceptionState.Resolved, false)]
    public void It_is_overdue_as_long_as_it_is_neither_over_nor_accepted(ExceptionState state, bool overdue)
    {
        Assert.Equal(overdue, (Life with { State = state }).IsOverdue(Due));
        Assert.False((Life with { State = state }).IsOverdue(Opened));
    }
}
