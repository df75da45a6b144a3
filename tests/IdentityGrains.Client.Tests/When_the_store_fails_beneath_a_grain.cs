using IdentityGrains.Client.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace IdentityGrains.Client.Tests;

/// <summary>
/// Bad inputs OR7: what a database driver throws never crosses. Who reads hears of it; who acts may also hear nothing in time, which means unknown.
/// </summary>
public sealed class When_the_store_fails_beneath_a_grain
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_hears_a_failure_of_ours()
    {
        await using var store = await SharedStore.Start();
        await using var product = await Product.Start(store.Settings);
        await using var frontEnd = await FrontEnd.Start(product);
        var known = await frontEnd.Identity.BeginOne("C-1");
        var grains = frontEnd.Services.GetRequiredService<IClusterClient>();
        new Credential(product.Token(TimeProvider.System.GetUtcNow())).Attach();
        var calls = Calls(grains, known).Concat(Calls(grains, CustomerId.New())).ToList();
        await store.Server.Stop();

        try
        {
            var heard = await Task.WhenAll(calls.Select(async c => (c.Name, Failure: await Record.ExceptionAsync(c.Call))));
            Assert.All(heard, told => Assert.True(
                told.Failure is null or StoreUnavailableException or OutcomeUnknownException or TimeoutException && told.Failure?.InnerException is null,
                $"{told.Name}: {told.Failure}"));
            Assert.DoesNotContain(heard, told => told.Failure?.ToString().Contains("Npgsql", StringComparison.Ordinal) is true);
            Assert.Contains(heard, told => told.Failure is StoreUnavailableException);
        }
        finally
        {
            await store.Server.Start();
            RequestContext.Clear();
        }

        var reply = await frontEnd.Identity.Customer(known).Submit(Acts.Named("name-after", known, "Ana"), Now);
        Assert.IsType<Reply.Done>(reply);
    }

    private static IEnumerable<(string Name, Func<Task> Call)> Calls(IGrainFactory grains, CustomerId id)
    {
        var customer = grains.GetGrain<ICustomerGrain>(id.ToString());
        var crosswalk = grains.GetGrain<ICrosswalkGrain>(0);
        yield return ("submit", () => customer.Submit(Acts.Named("name-" + id, id, "Ana"), Now));
        yield return ("get", () => customer.Get(ct: Now));
        yield return ("explain", () => customer.Explain(Acts.GivenName, ct: Now));
        yield return ("journal", () => customer.Journal(1, 10, Now));
        yield return ("holdings", () => customer.Holdings(Now));
        yield return ("reach", () => customer.Reach(1, Now));
        yield return ("find", () => crosswalk.Find(Acts.Key("C-" + id), Now));
        yield return ("create", () => crosswalk.Create(Acts.Begin("begin-" + id, "C-" + id), Now));
    }
}
