using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Reconciling;

public abstract class ClaimExceptionsContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private static readonly PrincipalId Rita = new("oidc:rita");
    private static readonly FieldName Name = new("name");
    private static readonly SourceName Web = new("web");

    private readonly CustomerId _eve = CustomerId.New();

    private IExceptions Exceptions => Store.Exceptions;

    [Fact]
    public async Task One_of_a_kind_stands_for_a_customer_a_field_and_a_source()
    {
        var conflict = Unproven("exc_4") with { Kind = ExceptionLaw.Conflicting, Source = null };
        ExceptionRecord[] different =
        [
            Unproven("exc_1"), Unproven("exc_2") with { Source = new SourceName("crm") }, Unproven("exc_3") with { Field = new FieldName("email") }, conflict,
            Unproven("exc_5") with { Customer = _eve },
        ];
        await Exceptions.Open(different, Now);
        await Exceptions.Open([Unproven("exc_6"), conflict with { Id = "exc_7" }], Now);

        Assert.Equal(different, (await All()).OrderBy(e => e.Id, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Those_that_stand_no_longer_are_resolved_and_nobody_elses()
    {
        var later = Author.Start.AddHours(1);
        var rejected = Unproven("exc_4") with { Kind = ExceptionLaw.Rejected, Platform = new PlatformName("crm"), Field = null, Source = null };
        var stays = Unproven("exc_2") with { Source = new SourceName("crm") };
        await Exceptions.Open([Unproven("exc_1"), stays, Unproven("exc_3") with { Customer = _eve }, rejected], Now);

        await Exceptions.ResolveOthers([Ana.Customer], [stays with { Id = "exc_9" }], "calmed", later, Now);

        Assert.Equal(["exc_2", "exc_3", "exc_4"], (await Standing()).Select(e => e.Id).Order(StringComparer.Ordinal));
        var over = (await Exceptions.Find("exc_1", Now))!;
        Assert.Equal((ExceptionState.Resolved, later, null, "calmed"), (over.Life.State, over.Life.Since, over.Life.By, over.Life.How));
        Assert.Equal(new ExceptionStep(1, later, ExceptionState.Resolved, null, "calmed"), (await Exceptions.Steps("exc_1", 10, Now))[1]);

        await Exceptions.ResolveOthers([Ana.Customer, _eve], [], "calmed", later, Now);
        Assert.Equal("exc_4", Assert.Single(await Standing()).Id);
    }

    [Fact]
    public async Task No_delivery_calms_them()
    {
        await Exceptions.Open([Unproven("exc_1")], Now);

        Assert.Empty(await Exceptions.Calmed(10, Now));
    }

    [Fact]
    public async Task Whoever_reads_the_marks_is_told_of_whom_any_stand()
    {
        await Exceptions.Open(
            [Unproven("exc_1"), Unproven("exc_2") with { Customer = _eve, Platform = new PlatformName("crm"), Kind = ExceptionLaw.Rejected }], Now);
        foreach (var customer in new[] { Ana.Customer, _eve })
        {
            await Store.Deliveries.MarkDirty(customer, 1, Lane.Ordinary, Author.Start, Now);
        }

        Assert.Equal((true, false), ((await Mark(Ana.Customer))!.HasExceptions, (await Mark(_eve))!.HasExceptions));

        await Exceptions.ResolveOthers([Ana.Customer], [], "calmed", Author.Start, Now);
        Assert.False((await Mark(Ana.Customer))!.HasExceptions);
    }

    [Fact]
    public async Task Whoever_ends_one_has_the_customer_planned_again_because_only_he_knows_whether_its_cause_stands()
    {
        var at = Author.Start.AddHours(1);
        await Exceptions.Open([Unproven("exc_1")], Now);
        var open = (await Exceptions.Find("exc_1", Now))!;

        Assert.True(await Exceptions.Move(open, open.Life with { State = ExceptionState.Acknowledged, By = Rita }, at, Rita, null, Now));
        Assert.False(await Exceptions.Move(open, Ended(open), at, Rita, "fixed", Now));
        Assert.Null(await Mark(Ana.Customer));

        var taken = (await Exceptions.Find("exc_1", Now))!;
        Assert.True(await Exceptions.Move(taken, Ended(taken), at, Rita, "fixed", Now));
        Assert.Equal((Lane.Backfill, at, false), (await Mark(Ana.Customer)) is { } mark ? (mark.Lane, mark.Since, mark.HasExceptions) : default);
    }

    [Fact]
    public async Task The_end_of_one_about_a_platform_has_nobody_planned()
    {
        await Exceptions.Open([Unproven("exc_1") with { Platform = new PlatformName("crm"), Kind = ExceptionLaw.LateSend }], Now);
        var open = (await Exceptions.Find("exc_1", Now))!;

        Assert.True(await Exceptions.Move(open, Ended(open), Author.Start, Rita, "fixed", Now));

        Assert.Null(await Mark(Ana.Customer));
    }

    [Fact]
    public async Task One_that_somebody_ended_is_followed_by_that_of_the_same_field_and_source_only()
    {
        await Exceptions.Open([Unproven("exc_1")], Now);
        var open = (await Exceptions.Find("exc_1", Now))!;
        await Exceptions.Move(open, Ended(open), Author.Start, Rita, "fixed", Now);

        var later = Author.Start.AddHours(1);
        await Exceptions.Open(
            [Unproven("exc_2") with { OpenedAt = later }, Unproven("exc_3") with { OpenedAt = later, Source = new SourceName("crm") }], Now);

        Assert.Equal(("exc_1", null), ((await Exceptions.Find("exc_2", Now))!.Follows, (await Exceptions.Find("exc_3", Now))!.Follows));
    }

    private static ExceptionLife Ended(ExceptionRecord one) => one.Life with { State = ExceptionState.Resolved, By = Rita, How = "fixed" };

    private async Task<DirtyCustomer?> Mark(CustomerId customer) =>
        (await Store.Deliveries.Dirty(Slots.GroupOf(customer.Slot), 10, Now)).FirstOrDefault(d => d.Customer == customer);

    private ExceptionRecord Unproven(string id) => new(
        id, ExceptionLaw.Unproven, null, Ana.Customer, "insufficient_proof", "high", Author.Start,
        new ExceptionLife(ExceptionState.Open, Author.Start, null, "role:head", null, Author.Start.AddDays(1)), Field: Name, Source: Web);

    private Task<IReadOnlyList<ExceptionRecord>> Standing() => Exceptions.List(new ExceptionFilter(Standing: true), null, 10, Now);

    private Task<IReadOnlyList<ExceptionRecord>> All() => Exceptions.List(new ExceptionFilter(Standing: false), null, 10, Now);
}
