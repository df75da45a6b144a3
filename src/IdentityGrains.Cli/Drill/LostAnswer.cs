using IdentityGrains.Cli.Look;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Cli.Drill;

/// <summary>The CRM takes a value and its answer is lost. Nobody sends again without looking first, and it stands there once.</summary>
internal sealed class LostAnswer(Scene scene)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<bool> Play(CancellationToken ct)
    {
        Page.Heading(scene.Console, "4. The CRM takes a value, and its answer is lost");
        var before = scene.Platforms.SummaryOf(Scene.Crm).Writes;
        scene.Platforms.Inject(Scene.Crm, new Fault(FaultKind.ResetAfterApply) { Times = 1 });
        var version = (await scene.Says(new { loyalty_tier = "platinum" }, ct)).GetProperty("version").GetInt64();
        var confirmed = await scene.Until(h => h.Of(Scene.Crm).IsConfirmed(version), Patience, ct);
        var writes = scene.Platforms.SummaryOf(Scene.Crm).Writes - before;
        scene.Tell($"Version {version} was written {writes} time(s); then the CRM was looked at instead of being told again.");
        return scene.End(confirmed && writes == 1, "what nobody knew was looked up, and it is confirmed");
    }
}
