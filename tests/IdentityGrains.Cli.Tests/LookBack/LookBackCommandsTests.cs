using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.LookBack;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.LookBack;

public class LookBackCommandsTests
{
    private const string Run = """
        {"run":{"platform":"crm","number":3,"mode":"full","stage":"STAGE","startedAt":"2026-07-03T10:00:00Z","changedAt":"2026-07-03T10:01:00Z",
         "startedBy":"schedule","stopped":null,"figures":{"covered":40,"looked":40,"equal":39,"drifting":1,"underway":0,"refused":0,"withheld":0,"asked":1,
         "repaired":REPAIRED,"fields":[{"field":"email","should":40,"equal":39,"drifting":1,"conformance":0.975}],"kinds":{"missing":1}}},
         "recipient":"Salesforce EMEA Ltd","policy":"p@1","drifts":[],"more":false}
        """;

    [Fact]
    public async Task Every_page_of_a_list_is_read()
    {
        var wire = new Wire(sent => Wire.Told(sent.Query switch
        {
            "?kind=late_send" => """{"exceptions":[{"id":"1"},{"id":"2"}],"cursor":"a.b~c"}""",
            "?kind=late_send&cursor=a.b~c" => """{"exceptions":[{"id":"3"}],"cursor":null}""",
            _ => "{}",
        }));

        var items = await SheetReader.All(Gateway(wire), "token", "/v1/exceptions?kind=late_send", "exceptions", Now);

        Assert.Equal(["1", "2", "3"], items.Select(i => i.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_list_that_ends_before_a_version_is_read_to_its_beginning()
    {
        var wire = new Wire(sent => Wire.Told(sent.Query == "?before=4"
            ? """{"withdrawals":[{"version":2}],"before":null}""" : """{"withdrawals":[{"version":7}],"before":4}"""));

        var items = await SheetReader.All(Gateway(wire), "token", "/v1/customers/cus_1/withdrawals", "withdrawals", Now);

        Assert.Equal([7, 2], items.Select(i => i.GetProperty("version").GetInt32()));
    }

    [Theory]
    [InlineData(1, ExitCode.Well)]
    [InlineData(0, ExitCode.Wrong)]
    public async Task Whoever_has_a_platform_looked_at_hears_how_far_it_is_and_whether_all_is_as_it_should_be(int repaired, int exit)
    {
        var looks = 0;
        var wire = new Wire(sent => Wire.Told(sent.Method == "POST"
            ? """{"platform":"crm","number":3}"""
            : Run.Replace("STAGE", looks++ == 0 ? "looking" : "finished", StringComparison.Ordinal)
                .Replace("REPAIRED", repaired.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var text = new StringWriter();

        Assert.Equal(exit, await ReconcileCommand.Run(Gateway(wire), "token", "crm", "full", Page.Paper(text), Now));

        Assert.Equal("/v1/platforms/crm/reconciliations", wire.Sent[0].Path);
        Assert.Equal("""{"mode":"full"}""", wire.Sent[0].Body);
        Assert.Equal("/v1/platforms/crm/reconciliations/3", wire.Sent[^1].Path);
        Assert.Contains("looking: 40 looked at, 1 differ", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("97.50 %", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_may_not_have_a_platform_looked_at_is_told_so()
    {
        var text = new StringWriter();

        Assert.Equal(ExitCode.Wrong, await ReconcileCommand.Run(
            Gateway(new Wire(_ => Wire.Problem(System.Net.HttpStatusCode.Forbidden, "forbidden"))), "token", "crm", null, Page.Paper(text), Now));

        Assert.Contains("forbidden: In words.", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_does_about_an_exception_is_asked_for_and_what_came_of_it_is_told()
    {
        var wire = new Wire(_ => Wire.Told("""{"id":"exc_1","state":"in_case"}"""));
        var text = new StringWriter();

        var exit = await ExceptionsCommand.Act(
            Gateway(wire), "token", "/v1/exceptions/exc_1/acknowledgement", new() { ["case"] = "CASE-17" }, Page.Paper(text), Now);

        Assert.Equal(ExitCode.Well, exit);
        Assert.Equal("""{"case":"CASE-17"}""", Assert.Single(wire.Sent).Body);
        Assert.Equal("in_case", text.ToString().Trim());
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static GatewayClient Gateway(Wire wire) => new(new Uri("http://gateway"), TimeSpan.FromSeconds(5), TimeProvider.System, wire);
}
