using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Reconciling;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Reconciling;

public abstract class ReconciliationsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PlatformName Crm = new("crm");

    private IReconciliations Runs => Store.Reconciliations;

    [Fact]
    public async Task A_run_is_read_back_as_it_was_kept()
    {
        var figures = ReconciliationFigures.None.With([(new FieldName("email"), true, DriftKind.Missing), (new FieldName("phone"), true, null)]);
        var run = Run(1) with { Last = Ana.Customer, Feed = "cursor", Stopped = "breaker", Figures = figures };

        Assert.True(await Runs.Keep(null, run, [], Now));

        var kept = await Runs.Find(Crm, 1, Now);
        Assert.Equal(run with { Figures = kept!.Figures }, kept);
        Assert.Equal(figures.Fields, kept.Figures.Fields);
        Assert.Equal(figures.Kinds, kept.Figures.Kinds);
        Assert.Equal(1, kept.Figures.Drifting);
    }

    [Fact]
    public async Task Of_two_who_carry_a_run_on_one_does()
    {
        var run = Run(1);
        Assert.True(await Runs.Keep(null, run, [], Now));
        Assert.False(await Runs.Keep(null, run, [], Now));
        var next = run with { Stage = ReconciliationStage.Repairing, ChangedAt = run.ChangedAt.AddSeconds(1) };

        Assert.True(await Runs.Keep(run, next, [], Now));
        Assert.False(await Runs.Keep(run, next with { ChangedAt = run.ChangedAt.AddSeconds(2) }, [Drift(Ana.Customer, "email")], Now));
        Assert.Empty(await Runs.Newest(null, 10, Now));
    }

    [Fact]
    public async Task Runs_come_newest_first_and_only_a_full_one_that_came_to_its_end_counts_as_full()
    {
        await Runs.Keep(null, Run(1) with { Mode = ReconciliationMode.Full, Stage = ReconciliationStage.Finished }, [], Now);
        await Runs.Keep(null, Run(2) with { Mode = ReconciliationMode.Full, StartedAt = Author.Start.AddDays(1) }, [], Now);
        await Runs.Keep(null, Run(3) with { Stage = ReconciliationStage.Finished, StartedAt = Author.Start.AddDays(2) }, [], Now);

        Assert.Equal([3, 2], (await Runs.Latest(Crm, 2, Now)).Select(r => r.Number));
        Assert.Equal(Author.Start, await Runs.LastFull(Crm, Now));
        Assert.Null(await Runs.LastFull(new PlatformName("cdp"), Now));
    }

    [Fact]
    public async Task Drifts_of_a_run_are_walked_through_customer_by_customer()
    {
        var customers = Enumerable.Range(0, 5).Select(_ => CustomerId.New()).OrderBy(c => c.ToString(), StringComparer.Ordinal).ToArray();
        await Runs.Keep(
            null, Run(1),
            [.. customers.SelectMany(c => new[] { Drift(c, "email"), Drift(c, "phone") }), Drift(Ana.Customer, "email") with { Run = 2 }], Now);

        var first = await Runs.Found(Crm, 1, null, null, 2, Now);
        var rest = await Runs.Found(Crm, 1, null, first[^1].Customer, 10, Now);

        Assert.Equal([customers[0], customers[0], customers[1], customers[1]], first.Select(d => d.Customer));
        Assert.Equal(["email", "phone"], first.Take(2).Select(d => d.Field.Value));
        Assert.Equal(6, rest.Count);
        Assert.Empty(await Runs.Found(Crm, 1, DriftStage.Repairing, null, 10, Now));
    }

    [Fact]
    public async Task A_drift_is_read_back_as_it_was_kept_and_kept_again_in_its_place()
    {
        var drift = Drift(Ana.Customer, "email") with { By = "005", ChangedAt = Author.Start, Shown = new byte[32] };
        await Runs.Keep(null, Run(1), [drift, Drift(Ana.Customer, "phone")], Now);
        var left = drift with { Stage = DriftStage.Left, Left = LeftBecause.Loop, StageAt = Author.Start.AddHours(1), Repairs = 3, Run = 2 };
        await Runs.Keep(null, Run(2), [left], Now);

        var found = await Runs.Of(Crm, [Ana.Customer], Author.Start.AddDays(1), Now);

        Assert.Equal(2, found.Count);
        var email = found.Single(d => d.Field.Value == "email");
        Assert.Equal(left with { Shown = email.Shown }, email);
        Assert.True(email.ShowsAs(new byte[32]));
        Assert.Null(found.Single(d => d.Field.Value == "phone").Shown);
    }

    [Fact]
    public async Task What_is_over_is_remembered_for_as_long_as_is_asked()
    {
        await Runs.Keep(null, Run(1), [Drift(Ana.Customer, "email") with { Stage = DriftStage.Repaired }], Now);

        Assert.Single(await Runs.Of(Crm, [Ana.Customer], Author.Start, Now));
        Assert.Empty(await Runs.Of(Crm, [Ana.Customer], Author.Start.AddSeconds(1), Now));
    }

    [Fact]
    public async Task A_platforms_rows_are_walked_through_in_the_order_of_customers()
    {
        var customers = Enumerable.Range(0, 5).Select(_ => CustomerId.New()).OrderBy(c => c.ToString(), StringComparer.Ordinal).ToArray();
        await Store.Deliveries.Settle([.. customers.Select(c => new PlannedCustomer(c, 0, [], [Row(c)]))], Now);

        var first = await Runs.Rows(Crm, null, 3, Now);

        Assert.Equal(customers[..3], first.Select(r => r.Customer));
        Assert.Equal(customers[3..], (await Runs.Rows(Crm, customers[2], 10, Now)).Select(r => r.Customer));
        Assert.Empty(await Runs.Rows(new PlatformName("cdp"), null, 3, Now));
    }

    [Fact]
    public async Task Whom_a_platform_was_told_under_a_key_is_found_by_it()
    {
        var row = Row(Ana.Customer);
        await Store.Deliveries.Settle([new PlannedCustomer(Ana.Customer, 0, [], [row])], Now);
        var address = Store.IndexKey.Digest(Crm, "N-1");
        await Store.Deliveries.Record([new DeliveryStep(row, row with { Attempts = 1 }, null) { Address = address }], Now);

        Assert.Equal([Ana.Customer], await Runs.Addressed(Crm, [address, Store.IndexKey.Digest(Crm, "N-2")], Now));
        Assert.Empty(await Runs.Addressed(new PlatformName("cdp"), [address], Now));
    }

    [Fact]
    public async Task Somebody_decides_of_a_drift_as_it_was_read_and_of_no_other()
    {
        var drift = Drift(Ana.Customer, "email") with { Stage = DriftStage.Left, Left = LeftBecause.DefinedThere };
        await Runs.Keep(null, Run(1), [drift], Now);
        var accepted = drift with
        {
            Stage = DriftStage.Accepted, Left = null, StageAt = Author.Start.AddHours(1), DecidedBy = new PrincipalId("oidc:rita"),
        };

        Assert.False(await Runs.Decide(drift with { StageAt = Author.Start.AddHours(2) }, accepted, Now));
        Assert.True(await Runs.Decide(drift, accepted, Now));
        Assert.False(await Runs.Decide(drift, accepted, Now));
        Assert.Equal(accepted, Assert.Single(await Runs.Newest(Crm, 10, Now)));
    }

    [Fact]
    public async Task Drifts_that_are_not_over_are_counted_by_field_and_kind_since_the_oldest()
    {
        await Runs.Keep(
            null, Run(1),
            [
                Drift(Ana.Customer, "email"), Drift(CustomerId.New(), "email") with { FoundAt = Author.Start.AddHours(-1), Stage = DriftStage.Left },
                Drift(Ana.Customer, "phone") with { Kind = DriftKind.Missing }, Drift(CustomerId.New(), "phone") with { Stage = DriftStage.Repaired },
            ],
            Now);

        Assert.Equal(
            [
                new OpenDrifts(Crm, new FieldName("email"), DriftKind.ChangedThere, 2, Author.Start.AddHours(-1)),
                new OpenDrifts(Crm, new FieldName("phone"), DriftKind.Missing, 1, Author.Start),
            ],
            await Runs.OpenByField(Now));
    }

    private static Reconciliation Run(long number) => new(
        Crm, number, ReconciliationMode.Sample, ReconciliationStage.Looking, Author.Start, Author.Start, "schedule", null, null, null,
        ReconciliationFigures.None);

    private static Drift Drift(CustomerId customer, string field) => new(
        customer, Crm, new FieldName(field), Author.Start, 1, DriftKind.ChangedThere, field, 2, null, null, null, DriftStage.Open, null, Author.Start, 0);

    private static DeliveryRow Row(CustomerId customer) => new(
        customer, Crm, 1, "dlv_1", new byte[32], Lane.Ordinary, DeliveryState.Applied, Author.Start, Author.Start, 0, null);
}
