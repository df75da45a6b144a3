using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy status</c>: what is in force, how far customers were visited since, and what is proposed.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var reach = new Reach();
        var status = new Command("status", "Says which policy is in force, how far customers were visited since, and what is proposed.");
        reach.AddTo(status);
        status.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            using var gateway = reach.Client(asked);
            var token = Reach.Issuer(reach.FolderOf(asked)).ServiceToken(reach.AskerOf(asked), TimeProvider.System.GetUtcNow());
            var inForce = (await gateway.Get("/v1/policy", token, ct)).Deserialize(ApiJson.Default.PolicyInForce);
            var proposed = (await gateway.Get("/v1/policies", token, ct)).Deserialize(ApiJson.Default.ProposedPolicies);
            Show(Page.Of(asked), inForce!, proposed!);
            return ExitCode.Well;
        }));
        return status;
    }

    /// <summary>Shows it.</summary>
    public static void Show(IAnsiConsole page, PolicyInForce inForce, ProposedPolicies proposed)
    {
        page.WriteLine(Page.Plain($"{inForce.Reference} is in force, epoch {inForce.Epoch}"));
        if (inForce.Sweep is { } sweep)
        {
            var still = sweep.Finished ? "every customer was visited" : "customers are being visited";
            page.WriteLine($"{still}: {Page.Number(sweep.Visited)} of {Page.Number(sweep.Customers)}");
        }

        foreach (var policy in proposed.Policies)
        {
            page.WriteLine(Page.Plain($"{policy.Hash} {policy.Reference}: {policy.Stage}, proposed by {policy.Author}"));
            foreach (var approval in policy.Approvals.Where(a => a.Counts))
            {
                page.WriteLine(Page.Plain($"  approved by {approval.Principal} as {approval.Role}"));
            }
        }
    }
}
