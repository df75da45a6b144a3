using System.Text.Json;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.LookBack;

namespace IdentityGrains.Cli.Drill;

/// <summary>Somebody changes a value in the CRM by hand. It is found, its author named, and repaired; the customer is not changed.</summary>
internal sealed class ForeignEdit(Scene scene)
{
    private const string Path = "FirstName";
    private const string Editor = "0055g00000SALES";

    public async Task<bool> Play(CancellationToken ct)
    {
        Page.Heading(scene.Console, "1. Somebody changes her first name in the CRM");
        var (ours, version) = (NameThere(), (await scene.Holdings(ct)).Version);
        scene.Platforms.Edit(
            Scene.Crm, Scene.Number, new Dictionary<string, JsonElement> { [Path] = JsonSerializer.SerializeToElement("Anni") }, Editor);
        scene.Tell($"The user {Editor} wrote another first name into the CRM's record of {Scene.Number}. Looking back:");
        await ReconcileCommand.Run(scene.Gateway, scene.Steward, Scene.Crm, "full", scene.Console, ct);
        var repaired = NameThere() == ours && (await scene.Holdings(ct)).Version == version;
        return scene.End(repaired, "the CRM shows our value again, and the customer's record was not changed by it");
    }

    private string? NameThere() => scene.Platforms.Find(Scene.Crm, Scene.Number)?.Fields.GetValueOrDefault(Path).ToString();
}
