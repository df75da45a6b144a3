using System.Globalization;
using IdentityGrains.Connectors.Tests.Conformance;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Disclosure;
using static IdentityGrains.Connectors.Tests.Conformance.SimulatedVendor;

namespace IdentityGrains.Connectors.Tests.HubSpot;

/// <summary>Answers that HubSpot may give and the simulator does not, or not in this form.</summary>
public sealed class HubSpotAnswerTests
{
    private static readonly SendResult Open = new SendResult.Indeterminate("uncorrelated");

    private static readonly SendResult Applied = new SendResult.Acknowledged(AckLevel.Applied);

    private static readonly string First = Deliveries.Of(1).DeliveryId;

    private static readonly string Second = Deliveries.Of(2).DeliveryId;

    [Theory]
    [InlineData("429 Too Many", """{"policyName":"DAILY"}""", "http_429", 3600)]
    [InlineData("429 Too Many", """{"policyName":"TEN_SECONDLY_ROLLING"}""", "http_429", 10)]
    [InlineData("429 Too Many", "", "http_429", 10)]
    [InlineData("423 Locked", "", "http_423", null)]
    [InlineData("477 Migration", "", "http_477", 3600)]
    [InlineData("503 Busy", "", "http_503", null)]
    public async Task What_passes_by_itself_waits_as_long_as_it_takes(string status, string body, string why, int? seconds) => Assert.All(
        (await Answers(status, body)).Results,
        r => Assert.Equal(new SendResult.Retry(why, seconds is { } s ? TimeSpan.FromSeconds(s) : null), r));

    [Theory]
    [InlineData("""{"status":"PROCESSING","results":[{"id":"1","objectWriteTraceId":"FIRST"},{"id":"2","objectWriteTraceId":"SECOND"}]}""")]
    [InlineData("""{"results":[{"id":"1","objectWriteTraceId":"FIRST"},{"id":"2","objectWriteTraceId":"SECOND"}]}""")]
    [InlineData("""{"status":"COMPLETE"}""")]
    [InlineData("""{"status":"COMPLETE","results":{}}""")]
    [InlineData("""{"status":"COMPLETE","results":[{"id":"1"},{"id":"2"}]}""")]
    [InlineData("""{"status":"COMPLETE","results":[{"objectWriteTraceId":"FIRST"},{"id":2,"objectWriteTraceId":"SECOND"}]}""")]
    [InlineData("""{"status":"COMPLETE","results":[null,7,"x",{"id":"1","objectWriteTraceId":7}]}""")]
    public async Task What_names_nobody_proves_nothing_of_anybody(string body) => Assert.Equal([Open, Open], (await Answers("200 OK", body)).Results);

    [Theory]
    [InlineData("""{"id":"1","objectWriteTraceId":"FIRST"},{"id":"1","objectWriteTraceId":"FIRST"}""")]
    [InlineData("""{"id":"1","objectWriteTraceId":"FIRST","properties":{"ig_customer_id":"C-9"}}""")]
    public async Task Told_twice_or_with_another_key_is_open_and_the_other_is_not(string results) => Assert.Equal(
        [Open, Applied],
        (await Answers("200 OK", $$"""{"status":"COMPLETE","results":[{{results}},{"id":"2","objectWriteTraceId":"SECOND"}]}""")).Results);

    [Fact]
    public async Task Without_our_ids_the_key_tells_whose_it_is() => Assert.Equal(
        [Open, Applied],
        (await Answers("200 OK", """{"status":"COMPLETE","results":[{"id":"2","properties":{"ig_customer_id":"C-2"}}]}""")).Results);

    [Theory]
    [InlineData("""{"context":{"objectWriteTraceId":["FIRST"]}}""")]
    [InlineData("""{"category":-1,"context":{"objectWriteTraceId":["FIRST"]}}""")]
    [InlineData("""{"category":"VALIDATION_ERROR","context":{"objectWriteTraceId":["dlv_another"]}}""")]
    public async Task An_error_without_a_category_or_of_somebody_else_leaves_it_open(string error) => Assert.Equal(
        [Open, Applied],
        (await Answers("207 Multi", $$"""{"status":"COMPLETE","results":[{"id":"2","objectWriteTraceId":"SECOND"}],"errors":[{{error}}]}""")).Results);

    [Fact]
    public async Task A_result_and_an_error_of_the_same_are_neither()
    {
        const string Body = """
            {"status":"COMPLETE","results":[{"id":"1","objectWriteTraceId":"FIRST"},{"id":"2","objectWriteTraceId":"SECOND"}],
             "errors":[{"category":"VALIDATION_ERROR","context":{"objectWriteTraceId":["FIRST"]}}]}
            """;

        Assert.Equal([Open, Applied], (await Answers("207 Multi", Body)).Results);
    }

    [Theory]
    [InlineData("400 Bad", "<html>Bad</html>", "batch_of_2_refused")]
    [InlineData("409 Conflict", """{"category":"CONFLICT"}""", "batch_of_2_refused")]
    [InlineData("413 Too Large", "", "batch_of_2_refused")]
    public async Task A_batch_refused_whole_is_tried_in_smaller_ones(string status, string body, string why) =>
        Assert.All((await Answers(status, body)).Results, r => Assert.Equal(new SendResult.Retry(why, TimeSpan.Zero) { TookNoEffect = true }, r));

    [Theory]
    [InlineData("401 No", "http_401")]
    [InlineData("403 No", "http_403")]
    [InlineData("410 Gone", "http_410")]
    [InlineData("404 Not Found", "http_404")]
    public async Task What_is_wrong_with_us_holds_the_platform(string status, string why) =>
        Assert.All((await Answers(status, "")).Results, r => Assert.Equal(new SendResult.Hold(why), r));

    [Theory]
    [InlineData("60", "249000", 60, 10)]
    [InlineData("60", "5", 5, 3600)]
    [InlineData(null, "5", 5, 3600)]
    public async Task Of_two_limits_the_one_that_ends_first_is_told(string? soon, string? daily, int remaining, int seconds)
    {
        var headers = (soon is null ? "" : $"X-HubSpot-RateLimit-Remaining: {soon}\r\nX-HubSpot-RateLimit-Interval-Milliseconds: 10000\r\n")
            + (daily is null ? "" : $"X-HubSpot-RateLimit-Daily-Remaining: {daily}\r\n");

        Assert.Equal(new RateReading(remaining, TimeSpan.FromSeconds(seconds)), (await Answers("200 OK", "{}", headers)).Rate);
    }

    private static async Task<SendAnswer> Answers(string status, string body, string headers = "")
    {
        var text = body.Replace("FIRST", First, StringComparison.Ordinal).Replace("SECOND", Second, StringComparison.Ordinal);
        var length = text.Length.ToString(CultureInfo.InvariantCulture);
        await using var server = RawServer.Answering($"HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{text}");
        using var connector = HubSpotVendor.Connector(server.Url[..server.Url.LastIndexOf('/')], Token);
        return await connector.Send([Tell(1, "firstname", "Ana", "C-1"), Tell(2, "firstname", "Ben", "C-2")], TestContext.Current.CancellationToken);
    }
}
