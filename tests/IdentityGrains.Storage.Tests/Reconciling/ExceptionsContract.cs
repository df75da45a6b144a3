using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Reconciling;

public abstract class ExceptionsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Crm = new("crm");

    private IExceptions Exceptions => Store.Exceptions;

    [Theory]
    [InlineData(DeliveryState.Rejected, null, Lane.Ordinary, true)]
    [InlineData(DeliveryState.Indeterminate, null, Lane.Ordinary, true)]
    [InlineData(DeliveryState.Accepted, "not_shown", Lane.Ordinary, true)]
    [InlineData(DeliveryState.Accepted, null, Lane.Ordinary, false)]
    [InlineData(DeliveryState.RetryWait, "http_503", Lane.Ordinary, false)]
    [InlineData(DeliveryState.RetryWait, "http_503", Lane.Withdrawal, true)]
    [InlineData(DeliveryState.Confirmed, null, Lane.Withdrawal, false)]
    [InlineData(DeliveryState.Accepted, null, Lane.Withdrawal, false)]
    public async Task Deliveries_in_trouble_are_those_that_somebody_has_to_look_at(DeliveryState state, string? reason, Lane lane, bool troubled)
    {
        await Plan(Row() with { State = state, Reason = reason, Lane = lane });

        Assert.Equal(troubled, (await Exceptions.Troubled(Author.Start.AddMinutes(1), 10, Now)).Count == 1);
    }

    [Fact]
    public async Task A_withdrawal_that_began_just_now_troubles_nobody()
    {
        await Plan(Row() with { Lane = Lane.Withdrawal });

        Assert.Empty(await Exceptions.Troubled(Author.Start, 10, Now));
    }

    [Fact]
    public async Task Whoever_has_an_open_exception_is_not_reported_again_and_one_is_opened_once()
    {
        await Plan(Row() with { State = DeliveryState.Rejected });
        await Exceptions.Open([One("exc_1")], Now);
        await Exceptions.Open([One("exc_2")], Now);

        Assert.Empty(await Exceptions.Troubled(Author.Start, 10, Now));
        Assert.Equal(One("exc_1"), Assert.Single(await Standing()));
        Assert.Empty(await Exceptions.Calmed(10, Now));
    }

    [Fact]
    public async Task An_exception_of_which_the_delivery_is_well_again_is_resolved_and_may_be_opened_anew()
    {
        await Plan(Row() with { State = DeliveryState.Confirmed });
        await Exceptions.Open([One("exc_1")], Now);

        var calmed = Assert.Single(await Exceptions.Calmed(10, Now));
        await Exceptions.Resolve([calmed.Id], "calmed", Author.Start.AddHours(1), Now);
        await Exceptions.Open([One("exc_2") with { OpenedAt = Author.Start.AddHours(2) }], Now);

        Assert.Equal(["exc_2", "exc_1"], (await All()).Select(e => e.Id));
        Assert.Equal("exc_2", Assert.Single(await Standing()).Id);
        Assert.Equal("calmed", (await All())[1].Life.How);
    }

    [Theory]
    [InlineData(LeftBecause.Loop, true)]
    [InlineData(LeftBecause.DefinedThere, true)]
    [InlineData(LeftBecause.NotTaken, true)]
    [InlineData(LeftBecause.Breaker, false)]
    [InlineData(LeftBecause.Budget, false)]
    [InlineData(LeftBecause.Format, false)]
    public async Task Drifts_that_are_left_to_people_one_by_one_are_told_until_they_have_one(LeftBecause left, bool told)
    {
        await Found(DriftStage.Left, left);
        Assert.Equal(told, (await Exceptions.Left(10, Now)).Count == 1);

        await Exceptions.Open([One("exc_1") with { Kind = ExceptionLaw.Drift }], Now);
        Assert.Empty(await Exceptions.Left(10, Now));
        Assert.Equal(told, (await Exceptions.Calmed(10, Now)).Count == 0);
    }

    [Fact]
    public async Task One_about_a_platform_as_a_whole_is_nobodys_and_is_open_once()
    {
        await Exceptions.Open([One("exc_1") with { Customer = null }, One("exc_2") with { Customer = null, Platform = new PlatformName("cdp") }], Now);
        await Exceptions.Open([One("exc_3") with { Customer = null }], Now);

        Assert.Equal("exc_1", Assert.Single(await Exceptions.OfPlatform(Crm, Now)).Id);
        Assert.Empty(await Exceptions.Calmed(10, Now));
    }

    [Fact]
    public async Task What_was_found_again_and_is_not_decided_yet_keeps_its_exception()
    {
        await Found(DriftStage.Open, null);
        await Exceptions.Open([One("exc_1") with { Kind = ExceptionLaw.Drift }], Now);

        Assert.Empty(await Exceptions.Calmed(10, Now));
    }

    [Fact]
    public async Task An_exception_that_no_delivery_makes_hides_none_that_one_does_and_is_not_calmed_by_it()
    {
        await Plan(Row() with { State = DeliveryState.Rejected });
        await Exceptions.Open([One("exc_1") with { Kind = ExceptionLaw.LateSend }], Now);

        Assert.Single(await Exceptions.Troubled(Author.Start, 10, Now));
        Assert.Empty(await Exceptions.Calmed(10, Now));
    }

    [Fact]
    public async Task An_exception_moves_once_from_where_it_was_read_and_each_step_is_kept()
    {
        var (by, other, at) = (new PrincipalId("oidc:rita"), new PrincipalId("oidc:otto"), Author.Start.AddHours(1));
        await Exceptions.Open([One("exc_1")], Now);
        var read = (await Exceptions.Find("exc_1", Now))!;
        var taken = read.Life with { State = ExceptionState.InCase, Since = at, By = by, Case = "C-17" };

        Assert.True(await Exceptions.Move(read, taken, at, by, "C-17", Now));
        Assert.False(await Exceptions.Move(read, taken with { By = other }, at, other, "C-18", Now));

        var asked = taken with { Acceptance = new RiskAcceptance(Author.Start.AddDays(30), "vendor_limit", by, null) };
        Assert.True(await Exceptions.Move((await Exceptions.Find("exc_1", Now))!, asked, at, by, "vendor_limit", Now));
        var agreed = asked with { State = ExceptionState.AcceptedRisk, By = other, Acceptance = asked.Acceptance with { AgreedBy = other } };
        Assert.True(await Exceptions.Move((await Exceptions.Find("exc_1", Now))!, agreed, at, other, "vendor_limit", Now));

        Assert.Equal(One("exc_1") with { Life = agreed, Moves = 3 }, await Exceptions.Find("exc_1", Now));
        Assert.Equal(
            [
                new ExceptionStep(0, Author.Start, ExceptionState.Open, null, "http_422"), new ExceptionStep(1, at, ExceptionState.InCase, by, "C-17"),
                new ExceptionStep(2, at, ExceptionState.InCase, by, "vendor_limit"),
                new ExceptionStep(3, at, ExceptionState.AcceptedRisk, other, "vendor_limit"),
            ],
            await Exceptions.Steps("exc_1", 10, Now));
        Assert.Null(await Exceptions.Find("exc_2", Now));
    }

    [Fact]
    public async Task What_somebody_ended_while_its_cause_stood_is_followed_and_what_its_cause_ended_is_not()
    {
        await Exceptions.Open([One("exc_1")], Now);
        await Exceptions.Resolve(["exc_1"], "calmed", Author.Start.AddHours(1), Now);
        await Exceptions.Open([One("exc_2") with { OpenedAt = Author.Start.AddHours(2) }], Now);
        var second = (await Exceptions.Find("exc_2", Now))!;
        var ended = second.Life with { State = ExceptionState.Resolved, By = new PrincipalId("oidc:rita"), How = "fixed" };
        await Exceptions.Move(second, ended, Author.Start.AddHours(3), new PrincipalId("oidc:rita"), "fixed", Now);
        await Exceptions.Open([One("exc_3") with { OpenedAt = Author.Start.AddHours(4) }], Now);

        Assert.Null(second.Follows);
        Assert.Equal("exc_2", (await Exceptions.Find("exc_3", Now))!.Follows);
    }

    [Fact]
    public async Task Time_alone_moves_those_nobody_looked_at_and_acceptances_that_have_run_out()
    {
        await Exceptions.Open([One("exc_1"), One("exc_2") with { Customer = null }], Now);
        var read = (await Exceptions.Find("exc_1", Now))!;
        var accepted = read.Life with
        {
            State = ExceptionState.AcceptedRisk,
            Acceptance = new RiskAcceptance(Author.Start.AddDays(30), "vendor_limit", new PrincipalId("oidc:rita"), new PrincipalId("oidc:otto")),
        };
        await Exceptions.Move(read, accepted, Author.Start, new PrincipalId("oidc:otto"), null, Now);

        Assert.Empty(await Exceptions.Aged(Author.Start.AddDays(1), 10, Now));
        Assert.Equal(["exc_2"], (await Exceptions.Aged(Author.Start.AddDays(2), 10, Now)).Select(e => e.Id));
        Assert.Equal(["exc_1", "exc_2"], (await Exceptions.Aged(Author.Start.AddDays(30), 10, Now)).Select(e => e.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Exceptions_are_listed_page_by_page_and_by_what_is_asked_for()
    {
        await Exceptions.Open(
            [.. Enumerable.Range(0, 5).Select(n => One($"exc_{n}") with { Customer = CustomerId.New(), OpenedAt = Author.Start.AddHours(n / 2) })], Now);
        await Exceptions.Open([One("exc_9") with { Kind = ExceptionLaw.Drift, Platform = new PlatformName("cdp") }], Now);
        var filter = new ExceptionFilter(Standing: true, Platform: Crm);

        var first = await Exceptions.List(filter, null, 3, Now);
        var rest = await Exceptions.List(filter, new ExceptionPlace(first[^1].OpenedAt, first[^1].Id), 10, Now);

        Assert.Equal(["exc_4", "exc_3", "exc_2", "exc_1", "exc_0"], first.Concat(rest).Select(e => e.Id));
        foreach (var asked in new[]
        {
            new ExceptionFilter(true, Customer: Ana.Customer), new ExceptionFilter(true, Kind: ExceptionLaw.Drift),
            new ExceptionFilter(false, ExceptionState.Open, ExceptionLaw.Drift, new PlatformName("cdp"), "team:crm", Ana.Customer),
        })
        {
            Assert.Equal("exc_9", Assert.Single(await Exceptions.List(asked, null, 10, Now)).Id);
        }

        Assert.Empty(await Exceptions.List(new ExceptionFilter(true, ExceptionState.Escalated), null, 10, Now));
        Assert.Empty(await Exceptions.List(new ExceptionFilter(true, Assignee: "team:cdp"), null, 10, Now));
    }

    private async Task Found(DriftStage stage, LeftBecause? left)
    {
        var run = new Reconciliation(
            Crm, 1, ReconciliationMode.Full, ReconciliationStage.Finished, Author.Start, Author.Start, "schedule", null, null, null,
            ReconciliationFigures.None);
        await Store.Reconciliations.Keep(
            null, run,
            [new Drift(
                Ana.Customer, Crm, new FieldName("email"), Author.Start, 1, DriftKind.Stale, "Email", 2, null, null, null, stage, left, Author.Start, 0)],
            Now);
    }

    private ExceptionRecord One(string id) => new(
        id, ExceptionLaw.Rejected, Crm, Ana.Customer, "http_422", "high", Author.Start,
        new ExceptionLife(ExceptionState.Open, Author.Start, null, "team:crm", "role:head", Author.Start.AddDays(2)));

    private Task<IReadOnlyList<ExceptionRecord>> Standing() => Exceptions.List(new ExceptionFilter(Standing: true), null, 10, Now);

    private Task<IReadOnlyList<ExceptionRecord>> All() => Exceptions.List(new ExceptionFilter(Standing: false), null, 10, Now);

    private Task<IReadOnlyList<bool>> Plan(DeliveryRow row) => Store.Deliveries.Settle([new PlannedCustomer(row.Customer, 0, [], [row])], Now);

    private DeliveryRow Row() => new(
        Ana.Customer, Crm, 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Planned, Author.Start, Author.Start, 0, null);
}
