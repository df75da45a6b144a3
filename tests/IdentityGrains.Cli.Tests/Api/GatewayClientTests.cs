using System.Net;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.Api;

public class GatewayClientTests
{
    private readonly HurriedTime _time = new();

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable, "outcome-unknown")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "store-unavailable")]
    [InlineData(HttpStatusCode.TooManyRequests, "rate-limited")]
    [InlineData(HttpStatusCode.BadGateway, "of-a-proxy")]
    public async Task What_may_be_asked_again_is_asked_again_under_the_same_name(HttpStatusCode status, string slug)
    {
        var attempts = 0;
        using var wire = new Wire(_ => ++attempts < 4 ? Wire.Problem(status, slug) : Wire.Receipt());

        var reply = await Send(wire);

        Assert.True(reply.Succeeded);
        Assert.Equal(4, wire.Sent.Count);
        Assert.Equal(["op-1"], wire.Sent.Select(s => s.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_lost_connection_is_tried_again()
    {
        var attempts = 0;
        using var wire = new Wire(_ => ++attempts == 1 ? throw new HttpRequestException("lost") : Wire.Receipt());

        Assert.True((await Send(wire)).Succeeded);
    }

    [Fact]
    public async Task A_refusal_is_an_answer()
    {
        using var wire = new Wire(_ => Wire.Problem(HttpStatusCode.UnprocessableEntity, "unknown-field", """{"pointer":"/fields/x","code":"unknown-field"}"""));

        var problem = (await Send(wire)).Problem!;

        Assert.Single(wire.Sent);
        Assert.Equal(("unknown-field", "/fields/x"), (problem.Slug, problem.Errors[0].Pointer));
    }

    [Fact]
    public async Task Patience_ends()
    {
        var began = _time.GetTimestamp();
        using var wire = new Wire(_ => Wire.Problem(HttpStatusCode.ServiceUnavailable, "store-unavailable"));

        var failure = await Assert.ThrowsAsync<GatewayException>(() => Send(wire));

        Assert.Contains("store-unavailable", failure.Message, StringComparison.Ordinal);
        Assert.True(_time.GetElapsedTime(began) <= TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task The_server_says_how_long_to_wait()
    {
        var (attempts, began) = (0, _time.GetTimestamp());
        using var wire = new Wire(_ =>
        {
            var answer = ++attempts == 1 ? Wire.Problem(HttpStatusCode.TooManyRequests, "rate-limited") : Wire.Receipt();
            answer.Headers.Add("Retry-After", "7");
            return answer;
        });

        await Send(wire);

        Assert.Equal(TimeSpan.FromSeconds(7), _time.GetElapsedTime(began));
    }

    [Fact]
    public async Task An_answer_that_is_no_problem_is_named_by_its_status()
    {
        using var wire = new Wire(_ => new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("<html>") });

        Assert.Equal("http-403", (await Send(wire)).Problem!.Slug);
    }

    private async Task<Reply> Send(Wire wire)
    {
        using var client = new GatewayClient(new Uri("http://gateway.test"), TimeSpan.FromMinutes(2), _time, wire);
        var request = new ApiRequest(HttpMethod.Post, "/v1/customers", "t") { IdempotencyKey = "op-1", Body = "{}"u8.ToArray() };
        return await client.Send(request, TestContext.Current.CancellationToken);
    }
}
