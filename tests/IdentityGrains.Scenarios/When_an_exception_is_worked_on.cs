using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Exceptions;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Scenarios.Given;
using IdentityGrains.Simulators.Faults;
using Orleans.Runtime;

namespace IdentityGrains.Scenarios;

/// <summary>
/// An exception is opened by its cause and closed with it. In between people take it up, end it, or agree to leave it for a while; whoever ends it while its
/// cause stands meets it again.
/// </summary>
public sealed class When_an_exception_is_worked_on
{
    // The sample's policy gives a refused delivery to whoever owns the platform, and what may be agreed to those who approve policies as well.
    private const string Owner = "crm-platform";
    private const string Officer = "chief-privacy-officer";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_it_is_for_takes_it_up_and_each_step_is_kept()
    {
        await using var shop = await Refused();
        var exception = await One(shop);

        Assert.Equal(HttpStatusCode.Forbidden, (await Act(shop, "eve", "marketing", exception, "acknowledgement", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.Post("crm", $"/v1/exceptions/{Id(exception)}/acknowledgement", new { })).Status);
        Assert.Equal("exception-moved", (await Act(shop, "rita", Owner, exception, "resolution", new { how = "fixed_there" })).Problem);

        Assert.Equal("acknowledged", (await Act(shop, "rita", Owner, exception, "acknowledgement", new { })).Body.Text("state"));
        var taken = await Act(shop, "rita", Owner, exception, "acknowledgement", new Dictionary<string, string> { ["case"] = "CASE-17" });

        Assert.Equal(("in_case", "CASE-17", "oidc:workforce/rita"), (taken.Body.Text("state"), taken.Body.Text("case"), taken.Body.Text("by")));
        var story = (await shop.Get("commerce", "/v1/exceptions/" + Id(exception))).Body;
        Assert.Equal(["open", "acknowledged", "in_case"], story.GetProperty("steps").EnumerateArray().Select(s => s.Text("state")));
    }

    [Fact]
    public async Task Whoever_ends_it_while_its_cause_stands_meets_it_again()
    {
        await using var shop = await Refused();
        var exception = await One(shop);
        await Act(shop, "rita", Owner, exception, "acknowledgement", new { });

        var resolved = await Act(shop, "rita", Owner, exception, "resolution", new { how = "fixed_there" });

        Assert.Equal(("resolved", "fixed_there"), (resolved.Body.Text("state"), resolved.Body.Text("how")));
        await Eventually.Holds(async () => (await Standing(shop)).Length == 1);
        var again = await One(shop);
        Assert.Equal(("open", Id(exception)), (again.Text("state"), again.Text("follows")));
    }

    [Fact]
    public async Task Two_persons_leave_it_as_it_is_for_a_while_and_then_it_is_opened_anew()
    {
        await using var shop = await Refused();
        var exception = await One(shop);
        await Act(shop, "rita", Owner, exception, "acknowledgement", new { });
        var until = shop.Time.GetUtcNow().AddDays(30).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var risk = new { until, reason = "vendor_limit" };

        var asked = await Act(shop, "rita", Owner, exception, "acceptance", risk);
        var alone = await Act(shop, "rita", Owner, exception, "acceptance", risk);
        var agreed = await Act(shop, "cleo", Officer, exception, "acceptance", risk);

        Assert.Equal(("acknowledged", "acknowledged"), (asked.Body.Text("state"), alone.Body.Text("state")));
        Assert.Equal(JsonValueKind.Null, alone.Body.GetProperty("acceptance").GetProperty("agreedBy").ValueKind);
        Assert.Equal(("accepted_risk", "oidc:workforce/cleo"), (agreed.Body.Text("state"), agreed.Body.GetProperty("acceptance").Text("agreedBy")));
        Assert.Equal("until-past", (await Act(shop, "rita", Owner, await Other(shop), "acceptance", new
        {
            until = "2026-01-01T00:00:00Z", reason = "vendor_limit",
        })).Code());

        shop.Pass(TimeSpan.FromDays(31));
        await Eventually.Holds(async () => (await Standing(shop)).Any(e => e.GetProperty("follows").ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task When_nobody_looks_at_it_in_time_it_is_escalated()
    {
        await using var shop = await Refused();
        Assert.Equal("open", (await One(shop)).Text("state"));

        shop.Pass(TimeSpan.FromDays(3));

        await Eventually.Holds(async () => (await One(shop)).Text("state") == "escalated");
        Assert.True((await One(shop)).GetProperty("overdue").GetBoolean());
    }

    [Fact]
    public async Task When_its_cause_is_gone_it_is_over_whoever_works_on_it()
    {
        await using var shop = await Refused();
        var exception = await One(shop);
        await Act(shop, "rita", Owner, exception, "acknowledgement", new { });
        shop.Product.Vendors!.ClearFaults("crm");

        await shop.Assertion("commerce", "/v1/customers/" + exception.Text("customer"), new { given_name = "Anna" });

        await Eventually.Holds(async () => (await Standing(shop)).Length == 0);
        var over = (await shop.Get("commerce", "/v1/exceptions?state=resolved&platform=crm&customer=" + exception.Text("customer"))).Body
            .GetProperty("exceptions").EnumerateArray().Single();
        Assert.Equal(("calmed", Id(exception)), (over.Text("how"), Id(over)));
        Assert.Empty((await shop.Get("commerce", "/v1/exceptions?state=all&kind=drift_detected")).Body.GetProperty("exceptions").EnumerateArray());
    }

    [Fact]
    public async Task By_a_clients_door_the_same_forms_and_limits_hold()
    {
        await using var shop = await Refused();
        var id = Id(await One(shop));
        await using var line = await Line.To(shop);
        new Credential(shop.Product.Issuer.PersonToken("rita", [Owner], shop.Time.GetUtcNow())).Attach();
        var desk = line.Grains.GetGrain<IExceptionDeskGrain>(0);

        Assert.Single((await desk.List(new ExceptionQuestion(Standing: true), limit: 0, Now)).Lines);
        Assert.Single((await desk.List(new ExceptionQuestion(Standing: true), limit: int.MaxValue, Now)).Lines);
        Assert.Empty((await desk.List(new ExceptionQuestion(Standing: true, Assignee: "a\0"), limit: 10, Now)).Lines);
        Assert.Null(await desk.Find("exc_\0", Now));
        await desk.Act(id, new ExceptionAct.Acknowledge(null), Now);
        var prose = await desk.Act(id, new ExceptionAct.Resolve("Ana called"), Now);
        Assert.Equal("Malformed", Assert.IsType<ExceptionAnswer.Refused>(prose).Why.ToString());
        RequestContext.Clear();
    }

    private static async Task<Shop> Refused()
    {
        var shop = await Shop.Open(vendors: true);
        shop.Product.Vendors!.Inject("crm", new Fault(FaultKind.ItemRefused));
        var ana = await shop.Create("commerce", "C-1");
        await shop.Assertion("commerce", ana, new { customer_number = "N-1", given_name = "Ana", family_name = "Sol", residence_region = "EU" });
        await Eventually.Holds(async () => (await Standing(shop)).Length == 1);
        return shop;
    }

    private static async Task<JsonElement> Other(Shop shop)
    {
        var bea = await shop.Create("commerce", "C-2");
        await shop.Assertion("commerce", bea, new { customer_number = "N-2", given_name = "Bea", family_name = "Sol", residence_region = "EU" });
        await Eventually.Holds(async () => (await Standing(shop)).Any(IsOfBea));
        var exception = (await Standing(shop)).Single(IsOfBea);
        await Act(shop, "rita", Owner, exception, "acknowledgement", new { });
        return exception;

        bool IsOfBea(JsonElement e) => e.Text("customer") == bea.Split('/')[^1];
    }

    private static async Task<JsonElement[]> Standing(Shop shop) =>
        [.. (await shop.Get("commerce", "/v1/exceptions")).Body.GetProperty("exceptions").EnumerateArray()];

    private static async Task<JsonElement> One(Shop shop) => Assert.Single(await Standing(shop));

    private static string Id(JsonElement exception) => exception.Text("id")!;

    private static Task<Told> Act(Shop shop, string person, string role, JsonElement exception, string act, object body) =>
        shop.PostAs(person, role, $"/v1/exceptions/{Id(exception)}/{act}", JsonContent.Create(body));
}
