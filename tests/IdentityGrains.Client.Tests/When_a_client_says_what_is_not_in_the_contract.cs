using IdentityGrains.Client.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Microsoft.AspNetCore.Connections;
using Orleans.Serialization.Configuration;

namespace IdentityGrains.Client.Tests;

/// <summary>
/// Bad inputs OR5: types and graphs that the contract does not know. Nothing comes of them, and the connection on which they came lives on.
/// </summary>
public sealed class When_a_client_says_what_is_not_in_the_contract
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_refused_and_the_connection_survives()
    {
        await using var product = await Product.Start();
        await using var frontEnd = await FrontEnd.Start(product);
        var known = await frontEnd.Identity.BeginOne("C-1");
        var connections = 0;
        using var host = Stranger(product.ClientPort, () => Interlocked.Increment(ref connections));
        await host.StartAsync(Now);
        var grains = host.Services.GetRequiredService<IClusterClient>();
        var customer = grains.GetGrain<ICustomerGrain>(known.ToString());
        new Credential(product.Token(TimeProvider.System.GetUtcNow())).Attach();

        // A type that is nobody's. (A member that is not known is passed over by the serializer's own rule, which lets versions differ.)
        Assert.NotNull(await Record.ExceptionAsync(() => customer.Submit(new Foreign(OperationId.FromTrusted("foreign-1"), known, Acts.OrderedAt), Now)));
        Assert.IsType<CustomerAnswer.Told>(await customer.Get(ct: Now));

        // A graph that has no end, beside the credential. The silo reads it once round, and takes nothing from there.
        var endless = new List<object>();
        endless.Add(endless);
        RequestContext.Set("endless", endless);
        _ = await Record.ExceptionAsync(() => customer.Get(ct: Now));
        RequestContext.Remove("endless");

        Assert.Equal(1, Assert.IsType<CustomerAnswer.Told>(await customer.Get(ct: Now)).View.Version);
        Assert.Equal((1, 1), (Volatile.Read(ref connections), product.Process.Life));
        RequestContext.Clear();
    }

    private static IHost Stranger(int port, Action connected) => new HostBuilder().UseOrleansClient(client =>
    {
        client.UseLocalhostClustering(port, serviceId: "identitygrains", clusterId: "identitygrains");
        client.Services.PostConfigure<TypeManifestOptions>(types =>
        {
            types.FieldCodecs.Add(typeof(ForeignCodec));
            types.AllowedTypes.Add(typeof(Foreign).FullName!);
        });
        client.Configure<ClientConnectionOptions>(o => o.ConfigureConnection(builder => builder.Use(next => connection =>
        {
            connected();
            return next(connection);
        })));
    }).Build();
}
