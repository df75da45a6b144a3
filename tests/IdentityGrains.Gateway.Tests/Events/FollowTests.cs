using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Events;

/// <summary>Whoever follows events is told of everything, in names and versions; nobody else is told anything.</summary>
public sealed partial class FollowTests(FollowedProduct followed) : IClassFixture<FollowedProduct>
{
    private const string Crm = "nhi:crm-cdc";
    private const string Canary = "Kanarienvogel";

    private readonly ProductServer _product = followed.Product;

    [Fact]
    public async Task What_happens_is_told_as_cloud_events_in_the_order_of_happening_and_without_a_value()
    {
        using var reader = await EventReader.Open(_product.Address, _product.TokenOf(Crm));
        var ana = await Create();
        await Say(ana, Canary);

        var told = await reader.Next(3);

        Assert.Equal(["customer.created", "customer.key_attached", "field.changed"], told.Select(Type));
        Assert.All(told, e =>
        {
            Assert.Equal(
                ("1.0", "/identitygrains/development", ana, "application/json"),
                (Text(e, "specversion"), Text(e, "source"), Text(e, "subject"), Text(e, "datacontenttype")));
            Assert.Matches(Instant(), Text(e, "time"));
            Assert.DoesNotContain(Canary, e.GetRawText(), StringComparison.Ordinal);
        });
        Assert.Equal(told.Count, told.Select(e => Text(e, "id")).Distinct().Count());
        Assert.Equal(told.Select(e => Text(e, "sequence")).Order(StringComparer.Ordinal), told.Select(e => Text(e, "sequence")));
        Assert.Equal("crm", Text(told[1].GetProperty("data"), "source"));
        Assert.Equal((2, "given_name"), (told[2].GetProperty("data").GetProperty("version").GetInt32(), Text(told[2].GetProperty("data"), "field")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_lost_a_stream_goes_on_where_it_was_by_header_or_address(bool header)
    {
        string at;
        using (var reader = await EventReader.Open(_product.Address, _product.TokenOf(Crm)))
        {
            await Create();
            await reader.Next(2);
            at = reader.LastId!;
        }

        var (ben, cleo) = (await Create(), await Create());
        using var again = header
            ? await EventReader.Open(_product.Address, _product.TokenOf(Crm), at)
            : await EventReader.Open(_product.Address, _product.TokenOf(Crm), query: "?after=" + at);

        Assert.Equal([ben, ben, cleo, cleo], (await again.Next(4)).Select(e => Text(e, "subject")));
    }

    [Fact]
    public async Task Whoever_was_cut_off_before_the_first_event_misses_none_either()
    {
        string at;
        using (var reader = await EventReader.Open(_product.Address, _product.TokenOf(Crm)))
        {
            at = reader.LastId!;
        }

        var ana = await Create();
        using var again = await EventReader.Open(_product.Address, _product.TokenOf(Crm), at);

        Assert.Equal(ana, Text(Assert.NotNull(await again.Next()), "subject"));
    }

    [Fact]
    public async Task A_restart_ends_streams_cleanly_and_positions_hold_beyond_it()
    {
        using var reader = await EventReader.Open(_product.Address, _product.TokenOf(Crm));
        await Create();
        var told = await reader.Next(2);
        await _product.Restart();

        Assert.Null(await reader.Next());
        var ben = await Create();
        using var again = await EventReader.Open(_product.Address, _product.TokenOf(Crm), reader.LastId);
        var next = Assert.NotNull(await again.Next());
        Assert.Equal((ben, "customer.created"), (Text(next, "subject"), Type(next)));
        Assert.DoesNotContain(Text(next, "id"), told.Select(e => Text(e, "id")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("..%2F..%2Fetc")]
    public async Task A_position_that_was_never_given_is_refused(string forged)
    {
        using var byHeader = await EventReader.Ask(_product.Address, _product.TokenOf(Crm), forged);
        using var byAddress = await EventReader.Ask(_product.Address, _product.TokenOf(Crm), query: "?after=" + Uri.EscapeDataString(forged));

        Assert.Equal((HttpStatusCode.BadRequest, "cursor-invalid"), (byHeader.StatusCode, await Slug(byHeader)));
        Assert.Equal((HttpStatusCode.BadRequest, "cursor-invalid"), (byAddress.StatusCode, await Slug(byAddress)));
    }

    [Fact]
    public async Task A_position_of_another_deployment_or_with_one_letter_changed_is_refused()
    {
        using var reader = await EventReader.Open(_product.Address, _product.TokenOf(Crm));
        var at = reader.LastId!;
        await using var other = new ProductServer();
        await other.InitializeAsync();

        using var foreign = await EventReader.Ask(other.Address, other.TokenOf(Crm), at);
        using var changed = await EventReader.Ask(_product.Address, _product.TokenOf(Crm), (at[0] == 'A' ? 'B' : 'A') + at[1..]);
        using var longer = await EventReader.Ask(_product.Address, _product.TokenOf(Crm), at[..^1] + (at[^1] == 'A' ? 'B' : 'A'));

        Assert.All([foreign, changed, longer], a => Assert.Equal(HttpStatusCode.BadRequest, a.StatusCode));
    }

    [Fact]
    public async Task The_seventeenth_stream_of_a_principal_is_refused_and_one_that_ended_makes_room()
    {
        var token = _product.TokenOf("nhi:commerce-sync");
        var open = new List<EventReader>();
        for (var i = 0; i < 16; i++)
        {
            open.Add(await EventReader.Open(_product.Address, token));
        }

        using var refused = await EventReader.Ask(_product.Address, token);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate-limited"), (refused.StatusCode, await Slug(refused)));
        using (await EventReader.Open(_product.Address, _product.TokenOf(Crm)))
        {
            open[0].Dispose();
        }

        HttpStatusCode status;
        do
        {
            using var again = await EventReader.Ask(_product.Address, token);
            status = again.StatusCode;
        }
        while (status == HttpStatusCode.TooManyRequests);

        Assert.Equal(HttpStatusCode.OK, status);
        open.ForEach(o => o.Dispose());
    }

    [Fact]
    public async Task People_without_a_role_strangers_and_partners_are_told_nothing()
    {
        Assert.Equal(403, (await _product.AsPerson("eve").Get("/v1/events")).Status);
        Assert.Equal(403, (await _product.As("nhi:nobody").Get("/v1/events")).Status);
        Assert.Equal(403, (await _product.As("nhi:partner-acme-feed").Get("/v1/events")).Status);
        Assert.Equal(401, (await new ApiCaller(_product.Address, "e30.e30.e30").Get("/v1/events")).Status);
        using var steward = await EventReader.Open(_product.Address, followed.PersonToken("ana", "customer-data-stewards"));
        Assert.Equal("no", string.Join("", steward.Headers.GetValues("X-Accel-Buffering")));
    }

    private static string Type(JsonElement told) => Text(told, "type");

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private static async Task<string> Slug(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return Text(body.RootElement, "type").Split(':')[^1];
    }

    private async Task<string> Create()
    {
        var key = Guid.NewGuid().ToString("N");
        var made = await _product.As(Crm).Post(
            "/v1/customers", key, "{\"observedAt\":\"" + _product.Observed() + "\",\"key\":{\"source\":\"crm\",\"key\":\"K-" + key + "\"}}");
        Assert.Equal(201, made.Status);
        return made.Text("customer");
    }

    private async Task Say(string customer, string name) => Assert.Equal(
        200,
        (await _product.As(Crm).Post(
            $"/v1/customers/{customer}/assertions", Guid.NewGuid().ToString("N"),
            "{\"observedAt\":\"" + _product.Observed() + "\",\"fields\":{\"given_name\":\"" + name + "\"}}")).Status);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();
}
