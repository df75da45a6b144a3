using System.Reflection;
using IdentityGrains.Gateway.Door;

// Only the build runs this, to write the API's document. What serves is the host, also where it is a gateway alone: it knows how silos are found.
if (Assembly.GetEntryAssembly()?.GetName().Name != "GetDocument.Insider")
{
    await Console.Error.WriteLineAsync("Run IdentityGrains.Silo with IdentityGrains__Role=Gateway.");
    return 78;
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddIdentityGrainsGateway(builder.Configuration);
await builder.Build().MapIdentityGrainsGateway().RunAsync();
return 0;
