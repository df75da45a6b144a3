using System.Globalization;
using IdentityGrains.Cli.Look;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Cli.Drill;

/// <summary>The CRM is away for a while. The others are told meanwhile, nothing is lost, and it catches up by itself.</summary>
internal sealed class Outage(Scene scene, TimeSpan length)
{
    private const string Other = "commerce";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<bool> Play(CancellationToken ct)
    {
        Page.Heading(scene.Console, $"3. The CRM is away for {length.TotalSeconds:0} seconds");
        scene.Platforms.Inject(Scene.Crm, new Fault(FaultKind.ErrorBeforeApply));
        var since = scene.Time.GetTimestamp();
        var version = (await scene.Says(new { postal_address = NewAddress }, ct)).GetProperty("version").GetInt64();
        var others = await scene.Until(h => h.Of(Other).IsConfirmed(version), Patience, ct);
        scene.Tell($"She moves (version {version}). {Other} has it after {Seconds(since)} s; the CRM: {(await scene.Holdings(ct)).Of(Scene.Crm).Delivery}.");
        var rest = length - scene.Time.GetElapsedTime(since);
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, scene.Time, ct);
        scene.Platforms.ClearFaults(Scene.Crm);
        var back = scene.Time.GetTimestamp();
        var caughtUp = await scene.Until(h => h.Of(Scene.Crm).IsConfirmed(version), Patience, ct);
        return scene.End(others && caughtUp, $"back again, the CRM showed version {version} after {Seconds(back)} s, without anybody's doing");
    }

    private static object NewAddress => new { line1 = "Torstraße 5", city = "Berlin", postcode = "10119", country = "DE" };

    private string Seconds(long since) => scene.Time.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
