using System.Reflection;
using IdentityGrains.Gateway.Door;

// The gateway alone: an Orleans client of silos that run elsewhere.
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddIdentityGrainsGateway(builder.Configuration);

// The build runs this too, to write the API's document; a client that looks for a cluster would hold it up.
if (Assembly.GetEntryAssembly()?.GetName().Name != "GetDocument.Insider")
{
    builder.Host.UseOrleansClient((host, client) =>
    {
        var cluster = host.Configuration.GetSection("Cluster");
        client.UseLocalhostClustering(
            cluster.GetValue("GatewayPort", 30000),
            cluster["ServiceId"] ?? "identitygrains",
            cluster["ClusterId"] ?? "identitygrains");
    });
}

await builder.Build().MapIdentityGrainsGateway().RunAsync();
