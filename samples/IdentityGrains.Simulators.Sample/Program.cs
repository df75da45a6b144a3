using IdentityGrains.Simulators;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Protocols;

using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
var ct = patience.Token;

// The shop's own system, and a CRM, each on a free port of this machine.
var shopOptions = new WebhookSimulatorOptions { Seed = 7 };
shopOptions.Platforms["commerce"] = [args[0]];
await using var shop = await WebhookSimulator.StartAsync(shopOptions, ct);

var vendorOptions = new PlatformSimulatorOptions { Seed = 7 };
vendorOptions.Platforms["crm"] = new SimulatedPlatformOptions("salesforce", args[1]);
await using var vendors = await PlatformSimulator.StartAsync(vendorOptions, ct);

Console.WriteLine($"Connectors__commerce__Url={shop.HookUrl("commerce")}");
Console.WriteLine($"Connectors__crm__Url={vendors.UrlOf("crm")}");

// Every tenth delivery is applied and its answer lost; the CRM is locked now and then.
shop.Inject("commerce", new Fault(FaultKind.ResetAfterApply) { Rate = 0.1 });
vendors.Inject("crm", new Fault(FaultKind.ItemRefused) { Rate = 0.05, Code = "UNABLE_TO_LOCK_ROW" });

// Whatever goes wrong, both hold the customer's version 42 in the end, and no older one came after a newer.
await shop.When(s => s.Find("commerce", "C-1001")?.Version == 42, ct);
await vendors.When(v => v.Find("crm", "C-1001") is not null, ct);
var counts = shop.Summary;
Console.WriteLine($"{counts.Requests} requests, {counts.Duplicates} of them again, {counts.OrderViolations} out of order");
return counts.OrderViolations == 0 ? 0 : 1;
