using Microsoft.AspNetCore.Routing;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>The table of bad envelopes over every route that a row concerns.</summary>
public class BadEnvelopeTests(TableProduct product) : IClassFixture<TableProduct>
{
    public static TheoryData<string> Rows => [.. BadEnvelope.All.Select(b => b.Row)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_request_is_refused_on_every_route_and_leaves_nothing(string named)
    {
        var bad = BadEnvelope.All.Single(b => b.Row == named);
        var (before, wrong, asked) = (await product.Recorded(), new List<string>(), 0);
        foreach (var row in RouteRows.All.Where(bad.Concerns))
        {
            foreach (var request in bad.Spoil(Good(row)))
            {
                asked++;
                var answer = await product.Ask(request);
                if (answer.Status != bad.Status || (bad.Slug ?? answer.Slug) != answer.Slug
                    || (answer.Status == 405 && answer.Header("Allow") is null)
                    || answer.Text.Contains(RouteRows.Canary, StringComparison.Ordinal))
                {
                    wrong.Add($"{row} {asked}: {answer.Status} {answer.Slug}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.NotEqual(0, asked);
        Assert.Equal(before, await product.Recorded());
    }

    [Fact]
    public async Task What_a_proxy_would_say_is_not_believed_of_anybody()
    {
        foreach (var row in RouteRows.All.Where(r => r.Kind is RouteKind.View or RouteKind.Health))
        {
            var answer = await product.Ask(row, null, "X-Forwarded-For: 203.0.113.7", "X-Forwarded-Host: forged.example", "X-Forwarded-Proto: https",
                "X-HTTP-Method-Override: DELETE");
            Assert.Equal((row.Well, false), (answer.Status, answer.Text.Contains("forged", StringComparison.Ordinal)));
        }
    }

    private GoodRequest Good(RouteRow row) => new(
        row, product.Target(row), product.Headers(row), product.Body(row),
        [.. product.Routes.Where(r => $"/{r.RoutePattern.RawText!.TrimStart('/').TrimEnd('/')}" == row.Pattern)
            .SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)]);
}
