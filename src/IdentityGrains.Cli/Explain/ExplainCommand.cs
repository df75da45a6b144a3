using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Explain;

/// <summary><c>igrains explain CUSTOMER FIELD</c>: says who said what, who won and why, and who may know it.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var customer = new Argument<string>("CUSTOMER") { Description = "A customer id, or SOURCE/KEY." };
        var field = new Argument<string>("FIELD") { Description = "The field, as the policy names it." };
        var reach = new Reach();
        var explain = new Command("explain", "Says why a field is what it is: every claim, the rule that decides, and who may know the value.")
        {
            customer, field,
        };
        reach.AddTo(explain);
        explain.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            using var gateway = reach.Client(asked);
            var token = Reach.Issuer(reach.FolderOf(asked)).ServiceToken(reach.AskerOf(asked), TimeProvider.System.GetUtcNow());
            var told = await Ask(gateway, token, PathOf(asked.GetRequiredValue(customer)), asked.GetRequiredValue(field), ct);
            ExplanationPage.Show(Page.Of(asked), told);
            return ExitCode.Well;
        }));
        return explain;
    }

    /// <summary>Asks for an explanation.</summary>
    public static async Task<ExplainedField> Ask(GatewayClient gateway, string token, string customerPath, string field, CancellationToken ct)
    {
        var told = await gateway.Get($"{customerPath}/explain/{Uri.EscapeDataString(field)}", token, ct);
        return told.Deserialize(ApiJson.Default.ExplainedField) ?? throw new GatewayException("The gateway answered without an explanation.");
    }

    /// <summary>The address of a customer.</summary>
    public static string PathOf(string customer) => customer.Split('/', 2) switch
    {
        [var id] when CustomerId.TryParse(id, out _) => $"/v1/customers/{id}",
        [{ Length: > 0 } source, { Length: > 0 } key] => $"/v1/customers/by-key/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(key)}",
        _ => throw new InvalidDataException("A customer is named by an id (cus_ and 32 digits) or by SOURCE/KEY, for example commerce/C-1001."),
    };
}
