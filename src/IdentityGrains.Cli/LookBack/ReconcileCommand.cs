using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Policies;

namespace IdentityGrains.Cli.LookBack;

/// <summary><c>igrains reconcile PLATFORM</c>: has a platform looked at now, shows how far that is, and tells what came of it.</summary>
internal static class ReconcileCommand
{
    private const string Finished = "finished";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public static Command Create()
    {
        var platform = new Argument<string>("PLATFORM") { Description = "The platform, as the policy names it." };
        var mode = new Option<string?>("--mode") { Description = "Whom to look at: full, sample or incremental; absent for whom the policy says." };
        mode.AcceptOnlyFromAmong("full", "sample", "incremental");
        var reconcile = new Command(
            "reconcile", "Looks at a platform's copies now and repairs within the policy's limits. Exit code: 0 all is as it should be, 1 not all is.")
        {
            platform, mode,
        };
        new ActingPerson("customer-data-stewards").Perform(reconcile, (asked, gateway, token, _, ct) =>
            Run(gateway, token, asked.GetRequiredValue(platform), asked.GetValue(mode), Page.Of(asked), ct));
        return reconcile;
    }

    /// <summary>Has a platform looked at, and waits until that is over.</summary>
    public static async Task<int> Run(GatewayClient gateway, string token, string platform, string? mode, IAnsiConsole page, CancellationToken ct)
    {
        var runs = $"/v1/platforms/{Uri.EscapeDataString(platform)}/reconciliations";
        var body = JsonSerializer.SerializeToUtf8Bytes(new RunAsked(mode), ApiJson.Default.RunAsked);
        var reply = await gateway.Send(new ApiRequest(HttpMethod.Post, runs, token) { Body = body }, ct);
        if (reply.Problem is { } problem)
        {
            page.WriteLine(Page.Plain($"{problem.Slug}: {problem.Title}"));
            return ExitCode.Wrong;
        }

        var number = reply.Body.GetProperty("number").GetInt64();
        var report = await Watch(gateway, token, $"{runs}/{number}", page, ct);
        RunPage.Show(page, report);
        return report.Run.Figures.Drifting == report.Run.Figures.Repaired && report.Run.Stopped is null ? ExitCode.Well : ExitCode.Wrong;
    }

    // How far it is shows where it has changed: on paper each line stays.
    private static async Task<RunReport> Watch(GatewayClient gateway, string token, string path, IAnsiConsole page, CancellationToken ct)
    {
        var told = "";
        while (true)
        {
            var report = (await gateway.Get(path, token, ct)).Deserialize(ApiJson.Default.RunReport)!;
            var line = $"{report.Run.Stage}: {Page.Number(report.Run.Figures.Looked)} looked at, {Page.Number(report.Run.Figures.Drifting)} differ";
            if (line != told)
            {
                page.WriteLine(Page.Plain(told = line));
            }

            if (report.Run.Stage == Finished)
            {
                return report;
            }

            await Task.Delay(Pause, gateway.Time, ct);
        }
    }
}
