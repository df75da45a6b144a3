using System.Text;
using Xunit;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>The table of bad bodies over every route that takes JSON.</summary>
public class BadDocumentTests(TableProduct product) : IClassFixture<TableProduct>
{
    public static TheoryData<BadDocument> Rows => [.. BadDocument.All];

    [Fact]
    public void Every_route_has_its_row()
    {
        var put = product.Routes.SelectMany(r => r.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()!.HttpMethods
            .Select(m => $"{m} /{r.RoutePattern.RawText!.TrimStart('/').TrimEnd('/')}"));

        Assert.Equal(RouteRows.All.Select(r => r.ToString()).Order(StringComparer.Ordinal), put.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_wrong_with_the_examples_themselves()
    {
        var wrong = new List<string>();
        foreach (var row in RouteRows.All)
        {
            var answer = await product.Ask(row, product.Body(row) is { } body ? Encoding.UTF8.GetBytes(body) : null);
            if (answer.Status != row.Well)
            {
                wrong.Add($"{row}: {answer.Status} {answer.Slug}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_body_is_refused_on_every_route_and_leaves_nothing(BadDocument bad)
    {
        var (before, wrong, asked) = (await product.Recorded(), new List<string>(), 0);
        foreach (var row in RouteRows.All.Where(r => r.IsJson))
        {
            foreach (var body in bad.Spoil(row, product.Body(row)!))
            {
                asked++;
                var answer = await product.Ask(row, body);
                if ((answer.Status, answer.Slug) != bad.On(row) || answer.Text.Contains(RouteRows.Canary, StringComparison.Ordinal))
                {
                    wrong.Add($"{row}: {answer.Status} {answer.Slug}");
                }
            }
        }

        Assert.Empty(wrong);
        Assert.NotEqual(0, asked);
        Assert.Equal(before, await product.Recorded());
    }

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task What_acknowledges_no_delivery_of_ours_is_not_even_read(BadDocument bad)
    {
        var row = RouteRows.All.Single(r => r.Kind == RouteKind.Callback);
        foreach (var body in bad.Spoil(row, product.Body(row)!))
        {
            var answer = await product.Ask(row, body);
            Assert.Equal((404, "delivery-not-found"), (answer.Status, answer.Slug));
        }
    }
}
