using IdentityGrains.Gateway.Tests.Door;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class BadRequestTests(ProductServer product)
{
    public static TheoryData<BadRequest> Rows => [.. BadRequest.All];

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public async Task The_product_refuses_a_bad_request_as_the_table_says(BadRequest bad)
    {
        var request = RawHttp.Request(bad.Method, bad.Target, bad.Headers, bad.Body, bad.Chunked);

        var answer = await RawHttp.Send(product.Address, request, TestContext.Current.CancellationToken);

        Assert.Equal((bad.Status, bad.Slug), (answer.Status, answer.Slug));
    }
}
