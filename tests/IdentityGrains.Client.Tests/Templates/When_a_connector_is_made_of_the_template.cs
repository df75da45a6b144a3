using IdentityGrains.Client.Tests.Packages;

namespace IdentityGrains.Client.Tests.Templates;

/// <summary>
/// The template, installed for this test alone, and a connector made of it. It stands on the projects of this repository as they were built for this very run:
/// none of them is built again while other tests use it.
/// </summary>
public sealed class When_a_connector_is_made_of_the_template : IDisposable
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/', '\\')).Parent!.Name;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-template-");

    [Fact]
    public async Task It_is_held_to_the_contract_and_the_product_speaks_its_language()
    {
        var hive = Path.Combine(_folder.FullName, "hive");
        var sdk = Tool(_folder.FullName);
        await sdk.Run("new", "install", Path.Combine(Workbench.Root, "templates", "connector"), "--debug:custom-hive", hive);
        await sdk.Run(
            "new", "igrains-connector", "--debug:custom-hive", hive, "--name", "Till", "--output", "Till", "--identitygrains", Workbench.Root);

        var till = Tool(Path.Combine(_folder.FullName, "Till"));
        foreach (var project in new[] { "Till.Connector", "Till.Connector.Tests", "Till.Host" })
        {
            await till.Run("restore", project, "--no-dependencies");
            await till.Run("build", project, "--no-restore", "--configuration", Configuration, "-p:BuildProjectReferences=false");
        }

        var held = await till.Run("run", "--no-build", "--configuration", Configuration, "--project", "Till.Connector.Tests");
        Assert.Matches("Total: [1-9][0-9]+, Errors: 0, Failed: 0, Skipped: 0", held);

        var refused = await till.End(
            78, "run", "--no-build", "--configuration", Configuration, "--project", "Till.Host", "--", "--IdentityGrains:DataFolder=data",
            "--IdentityGrains:HttpPort=0", "--IdentityGrains:DevelopmentIssuer=true", "--Connectors:shop:Kind=till.customers",
            "--Connectors:shop:List=a/b");
        Assert.Contains("Connectors:shop: Url must be an absolute https address", refused, StringComparison.Ordinal);
        Assert.Contains("Connectors:shop: List must be letters and digits", refused, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Tool Tool(string folder) => new(folder, _folder.CreateSubdirectory("home").FullName, Workbench.MachineCache());
}
