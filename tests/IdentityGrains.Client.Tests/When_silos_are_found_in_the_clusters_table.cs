using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests;

/// <summary>A front-end is told the database only; where the silos are stands in the membership table.</summary>
public sealed class When_silos_are_found_in_the_clusters_table
{
    [Fact]
    public async Task An_act_and_a_read_are_answered()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var store = await SharedStore.Start();
        await using var product = await Product.Start(store.Settings);
        await using var frontEnd = await FrontEnd.Start(
            options => options.Clustering = store.Membership, _ => Task.FromResult(ServiceToken.OfJwt(product.Token(TimeProvider.System.GetUtcNow()))));

        var customer = await frontEnd.Identity.BeginOne("C-1");
        var reply = await frontEnd.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), ct);

        Assert.Equal(2, Assert.IsType<Reply.Done>(reply).Receipt.Version);
        Assert.Equal(2, Assert.IsType<CustomerAnswer.Told>(await frontEnd.Identity.Customer(customer).Get(ct: ct)).View.Version);
    }
}
