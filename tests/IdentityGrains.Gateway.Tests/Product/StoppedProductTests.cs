using System.Runtime.CompilerServices;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>A host that is over: whoever starts many in one process, as these tests do, pays for those that run.</summary>
public class StoppedProductTests
{
    [Fact]
    public async Task A_host_that_was_stopped_leaves_nothing_behind()
    {
        var stopped = await StartedAndStopped();

        // What is finalized is let go of at the next collection only.
        for (var collections = 0; stopped.IsAlive && collections < 10; collections++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(stopped.IsAlive);
    }

    // A method of its own: the caller's frame would hold what it started.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> StartedAndStopped()
    {
        await using var product = new ProductServer();
        await product.InitializeAsync();
        using var http = new HttpClient { BaseAddress = product.Address };
        await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return new WeakReference(product.Services);
    }
}
