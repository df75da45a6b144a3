using System.Runtime.CompilerServices;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

/// <summary>A host that is over: whoever starts many in one process, as these tests do, pays for those that run.</summary>
public class StoppedProductTests
{
    // Something may keep the last one in memory; nothing may keep them all.
    private const int Hosts = 3;

    [Fact]
    public async Task Hosts_that_were_stopped_leave_nothing_behind_that_grows_with_their_number()
    {
        var stopped = new List<WeakReference>();
        for (var host = 0; host < Hosts; host++)
        {
            stopped.Add(await StartedAndStopped());
        }

        // What is finalized is let go of at the next collection only.
        for (var collections = 0; stopped[0].IsAlive && collections < 10; collections++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(stopped[0].IsAlive, $"{stopped.Count(s => s.IsAlive)} of {Hosts} are still there.");
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
