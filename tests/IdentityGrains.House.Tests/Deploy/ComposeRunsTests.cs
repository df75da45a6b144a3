using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>What compose.yaml says of database and silo, run without containers.</summary>
public sealed class ComposeRunsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_silo_with_these_settings_and_passwords_from_files_becomes_healthy_and_ends_when_told_to()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = await ComposeDatabase.Make();
        await database.Prepare();
        await database.Prepare();
        var environment = Environment(database, "silo-1");

        using var silo = Start(environment);
        try
        {
            await UntilHealthy(silo, environment, database, ct);
            Assert.NotEqual(0, await Healthy("nothing", environment));
            using var kill = Process.Start("kill", ["-TERM", silo.Id.ToString(CultureInfo.InvariantCulture)]);
            await silo.WaitForExitAsync(ct).WaitAsync(Patience, ct);
            Assert.Equal(0, silo.ExitCode);
            Assert.NotEqual(0, await Healthy("live", environment));
        }
        finally
        {
            silo.Kill();
        }
    }

    // Places are this machine's, ports free ones, and the issuers' keys are made here; the rest is what stands there.
    private static Dictionary<string, string> Environment(ComposeDatabase database, string service)
    {
        var environment = database.Environment(service);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(database.State, "issuer.pem");
        File.WriteAllText(pem, key.ExportSubjectPublicKeyInfoPem());
        environment["Trust__Services__KeyFiles__0"] = environment["Trust__Subjects__KeyFiles__0"] = pem;
        environment["IdentityGrains__PolicyFile"] = Repository.PathOf("deploy/sample/policy.yaml");
        environment["IdentityGrains__KeyFolder"] = Path.Combine(database.State, "keys");
        environment["IdentityGrains__DataFolder"] = database.State;
        environment["IdentityGrains__AdvertisedAddress"] = "127.0.0.1";
        environment["IdentityGrains__SiloPort"] = environment["IdentityGrains__ClientPort"] = "0";
        environment["IdentityGrains__HttpAddress"] = "0.0.0.0";
        environment["IdentityGrains__HttpPort"] = FreePort().ToString(CultureInfo.InvariantCulture);
        return environment;
    }

    private static Process Start(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "IdentityGrains.Silo.dll")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        var silo = Process.Start(start)!;
        silo.OutputDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        silo.ErrorDataReceived += (_, line) => TestContext.Current.TestOutputHelper?.WriteLine(line.Data ?? "");
        silo.BeginOutputReadLine();
        silo.BeginErrorReadLine();
        return silo;
    }

    private static async Task UntilHealthy(Process silo, Dictionary<string, string> environment, ComposeDatabase database, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await Healthy("ready", environment) != 0)
        {
            Assert.False(silo.HasExited, "The silo ended instead of starting. " + database.Log);
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<int> Healthy(string question, Dictionary<string, string> environment) =>
        (await Tool.Run("bash", Repository.Root, environment, "deploy/container/healthy.sh", question)).ExitCode;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
