using System.Globalization;
using IdentityGrains.Client.Asking;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Client.Hosting;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

// Gateways, or the connection string of the membership, stand in the section IdentityGrainsClient of the configuration.
builder.AddIdentityGrainsClient(options =>
{
    // A file that the platform rotates: it is read again before the token in it ends.
    options.Credential = async ct => ServiceToken.OfJwt(await File.ReadAllTextAsync(builder.Configuration["TokenFile"]!, ct));
});
using var host = builder.Build();
await host.StartAsync();
var identity = host.Services.GetRequiredService<IIdentityGrains>();

// An order as the shop knows it. Its id names the acts: asked again under those names, after a restart too, each takes effect once.
var orderedAt = DateTimeOffset.Parse("2026-05-04T10:15:00Z", CultureInfo.InvariantCulture);
if (!NativeKey.TryParse(new SourceName("commerce"), "C-9001", out var key))
{
    return 1;
}

var begun = await identity.Create(new CreateCustomer(OperationId.FromTrusted("order-77-customer"), default, orderedAt, key));
if (begun is not Reply.Done { Receipt.Customer: var id })
{
    Console.WriteLine($"not begun: {begun}");
    return 1;
}

var customer = identity.Customer(id);
var givenName = new FieldName("given_name");
var reply = await customer.Assert(
    OperationId.FromTrusted("order-77-name"), orderedAt, [new AssertedField(givenName, new FieldValue.Text("Ana"))], key.Key);
Console.WriteLine(reply switch
{
    Reply.Done done => $"updated: version {done.Receipt.Version}, {done.Receipt.Fields[0].Outcome}",
    Reply.Refused refused => $"refused: {refused.Why}",
    Reply.Unknown unknown => $"not known yet: ask again as {unknown.Operation}",
    _ => "that name was given to another act",
});

if (await customer.Get() is CustomerAnswer.Told { View: var view })
{
    var field = view.Fields.Single(f => f.Field == givenName);
    Console.WriteLine($"read: {field.Field} is {(field.Value as FieldValue.Text)?.Value} as of version {view.Version}");
}

if (await customer.Explain(givenName) is ExplainAnswer.Told { Explanation: var why })
{
    Console.WriteLine($"explained: {why.Winner?.Source} wins under {why.Policy}. {why.Winner?.Reason}");
}

await host.StopAsync();
return 0;
