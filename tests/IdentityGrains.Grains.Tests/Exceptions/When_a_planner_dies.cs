using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Tests.Given;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Exceptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdentityGrains.Grains.Tests.Exceptions;

/// <summary>
/// What somebody has to look at among claims follows from the record, and the customer's mark stands until it was seen to. So a process may die anywhere in
/// between: the next one opens what is missing, and nothing twice.
/// </summary>
public sealed class When_a_planner_dies
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_that_nobody_planned_yet_is_marked_and_the_next_planner_opens_the_exception()
    {
        await using var office = await Office.Open();
        await office.Create();
        await office.SayNameUnproven("Ana");

        Assert.NotNull(await Mark(office));
        Assert.Empty(await Standing(office));

        await Round(office);

        var one = Assert.Single(await Standing(office));
        Assert.Equal(
            (ExceptionLaw.Unproven, null, "given_name", "self_service", "insufficient_proof"),
            (one.Kind, one.Platform, one.Field!.Value.Value, one.Source!.Value.Value, one.Why));
        Assert.Equal(("high", "role:head-of-customer-data"), (one.Severity, one.Life.Assignee));
        Assert.Null(await Mark(office));
    }

    [Fact]
    public async Task One_that_was_opened_before_the_mark_was_settled_is_not_opened_again()
    {
        await using var office = await Office.Open();
        await office.Create();
        await office.SayNameUnproven("Ana");
        await OpenAndDie(office);

        await Round(office);

        Assert.Single(await All(office));
        Assert.Null(await Mark(office));
    }

    [Fact]
    public async Task What_is_proved_meanwhile_is_over_when_it_is_planned_at_last()
    {
        await using var office = await Office.Open();
        await office.Create();
        await office.SayNameUnproven("Ana");
        await OpenAndDie(office);
        await office.SayNameSignedIn("Ana");

        await Round(office);

        Assert.Empty(await Standing(office));
        Assert.Equal("calmed", Assert.Single(await All(office)).Life.How);
    }

    [Fact]
    public async Task The_same_said_again_has_nobody_planned()
    {
        await using var office = await Office.Open();
        await office.Create();
        await office.SayNameUnproven("Ana");
        await Round(office);

        await office.SayNameUnproven("Eva");

        Assert.Null(await Mark(office));
    }

    // As a planner does, up to where it dies.
    private static async Task OpenAndDie(Office office)
    {
        var plans = await office.InTurn(() => new DeliveryDesk(office.Customer, office.Services, office.Keeper).Plan(2, Now));
        await Claims(office).Follow([new PlannedClaims(office.Customer, HadExceptions: false, plans.Troubles)], Now);
        Assert.Single(await Standing(office));
    }

    private static async Task Round(Office office)
    {
        var desk = new DeliveryDesk(office.Customer, office.Services, office.Keeper);
        var rounds = new PlanningRounds(
            Group(office), office.Services.Deliveries, Claims(office), dirty => office.InTurn(() => desk.Plan(dirty.Version, Now)), _ => { },
            office.Services.Clock, office.Services.Instruments, NullLogger.Instance);
        Assert.False(await rounds.Round());
    }

    private static ClaimExceptions Claims(Office office) => new(office.Exceptions, office.Services.Policies, office.Services.Clock);

    private static int Group(Office office) => Slots.GroupOf(office.Customer.Slot);

    private static async Task<DirtyCustomer?> Mark(Office office) =>
        (await office.Services.Deliveries.Dirty(Group(office), 10, Now)).SingleOrDefault(d => d.Customer == office.Customer);

    private static Task<IReadOnlyList<ExceptionRecord>> Standing(Office office) => office.Exceptions.List(new ExceptionFilter(Standing: true), null, 10, Now);

    private static Task<IReadOnlyList<ExceptionRecord>> All(Office office) => office.Exceptions.List(new ExceptionFilter(Standing: false), null, 10, Now);
}
