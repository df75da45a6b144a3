using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using IdentityGrains.Cli.Simulators;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Fields;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Cli.Tests.Simulators;

public sealed class SimulatorsCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("igrains-simulators-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_settings_that_it_prints_connect_the_product_to_every_platform()
    {
        using var running = new Running("--data", _folder.FullName, "--shop-port", "0", "--vendors-port", "0", "--product", "http://127.0.0.1:9");
        using var product = Connected(await running.Settings);
        var connectors = product.GetRequiredService<IConnectors>();

        Assert.Contains(new PlatformName("crm"), connectors.Installed);
        foreach (var platform in connectors.Installed)
        {
            var answer = await connectors.Find(platform)!.Connector.Send([Delivery()], Ct);
            Assert.IsType<SendResult.Acknowledged>(answer.Results.Single());
        }

        await running.Stop();
        Assert.Equal(0, await running.Ended);
    }

    [Fact]
    public async Task Faults_of_a_file_strike_from_the_start()
    {
        using var running = new Running(
            "--data", _folder.FullName, "--shop-port", "0", "--vendors-port", "0", "--seed", "7", "--faults",
            await Faults("""{"crm":[{"kind":"status","status":401}],"commerce":[{"kind":"status","status":410}],"inbox":[{"kind":"black_hole"}]}"""));
        using var product = Connected(await running.Settings);
        var connectors = product.GetRequiredService<IConnectors>();

        Assert.Equal("http_401", await Held(connectors, "crm"));
        Assert.Equal("http_410", await Held(connectors, "commerce"));
        using var http = new HttpClient();
        var url = new Uri((await running.Settings)["Connectors:crm:Url"]!);
        var summary = await http.GetFromJsonAsync<JsonElement>(new Uri(url, "/_sim/summary"), Ct);
        Assert.Equal(1, summary.GetProperty("crm").GetProperty("faulted").GetInt64());
        await running.Stop();
        Assert.Equal(0, await running.Ended);
    }

    [Theory]
    [InlineData("""{"crm":[{"kind":"status"}]}""", "A fault of crm: status is missing.")]
    [InlineData("""{"crm":[{"kind":"flood"}]}""", "The faults are no document of faults")]
    [InlineData("""{"nobody":[{"kind":"black_hole"}]}""", "A fault of nobody cannot be: There is no platform nobody.")]
    [InlineData("""{"inbox":[{"kind":"ack_lost"}]}""", "A fault of inbox cannot be")]
    public async Task What_is_no_fault_is_said_and_nothing_runs(string document, string why)
    {
        using var running = new Running("--data", _folder.FullName, "--shop-port", "0", "--vendors-port", "0", "--faults", await Faults(document));

        Assert.Equal(1, await running.Ended);
        Assert.Contains(why, running.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static PlatformDelivery Delivery() => new(
        "dlv_0000000000000000000000000000002a", "C-1001", 42, "brightmart-retail@2026.07.1", new DateTimeOffset(2026, 7, 3, 10, 0, 0, TimeSpan.Zero),
        [new PlatformWrite("preferredLanguage", new FieldValue.Text("de"), new PurposeName("service_fulfilment"))]);

    private static async Task<string> Held(IConnectors connectors, string platform) =>
        Assert.IsType<SendResult.Hold>((await connectors.Find(new PlatformName(platform))!.Connector.Send([Delivery()], Ct)).Results.Single()).Why;

    private static ServiceProvider Connected(IReadOnlyDictionary<string, string?> settings) => new ServiceCollection()
        .AddPlatformConnectors(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();

    private async Task<string> Faults(string document)
    {
        var file = Path.Combine(_folder.FullName, "faults.json");
        await File.WriteAllTextAsync(file, document, Ct);
        return file;
    }
}
