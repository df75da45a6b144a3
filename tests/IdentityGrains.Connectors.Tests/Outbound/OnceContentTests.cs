using IdentityGrains.Connectors.Outbound;

namespace IdentityGrains.Connectors.Tests.Outbound;

public class OnceContentTests
{
    [Fact]
    public async Task A_body_knows_that_it_began_and_goes_out_once()
    {
        using var content = new OnceContent(new byte[] { 1, 2, 3 });
        using var first = new MemoryStream();
        Assert.False(content.Started);

        await content.CopyToAsync(first, TestContext.Current.CancellationToken);
        Assert.True(content.Started);
        Assert.Equal(3, first.Length);
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_body_began_even_if_its_first_write_failed()
    {
        using var content = new OnceContent(new byte[] { 1, 2, 3 });
        using var closed = new MemoryStream([], writable: false);

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(closed, TestContext.Current.CancellationToken));
        Assert.True(content.Started);
    }
}
