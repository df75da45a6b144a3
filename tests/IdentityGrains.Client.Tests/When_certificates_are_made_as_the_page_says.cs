using System.Diagnostics;
using System.Text.RegularExpressions;
using IdentityGrains.Client.Tests.Given;
using IdentityGrains.Client.Tests.Packages;

namespace IdentityGrains.Client.Tests;

/// <summary>The commands of docs/cluster.md, run as they stand there.</summary>
public sealed partial class When_certificates_are_made_as_the_page_says
{
    [Fact]
    public async Task A_silo_and_a_front_end_connect_by_them()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed.");
        var folder = Directory.CreateTempSubdirectory("ig-page-");
        try
        {
            var page = await File.ReadAllTextAsync(Path.Combine(Workbench.Root, "docs", "cluster.md"), TestContext.Current.CancellationToken);
            await Run(folder.FullName, Commands().Match(page).Groups["commands"].Value);
            string At(string name) => Path.Combine(folder.FullName, name);

            await using var product = await Product.Start(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["IdentityGrains__Tls__CertificateFile"] = At("silo.pem"), ["IdentityGrains__Tls__KeyFile"] = At("silo.key"),
                ["IdentityGrains__Tls__SiloRootsFile"] = At("silo-roots.pem"), ["IdentityGrains__Tls__ClientRootsFile"] = At("client-roots.pem"),
            });
            await using var frontEnd = await FrontEnd.Start(
                options =>
                {
                    options.Gateways.Add($"127.0.0.1:{product.ClientPort}");
                    options.Tls = new() { CertificateFile = At("gateway.pem"), KeyFile = At("gateway.key"), SiloRootsFile = At("silo-roots.pem") };
                },
                _ => Task.FromResult(ServiceToken.OfJwt(product.Token(TimeProvider.System.GetUtcNow()))));
            await frontEnd.Identity.BeginOne("C-1");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string folder, string commands)
    {
        var ct = TestContext.Current.CancellationToken;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euc", commands])
        {
            WorkingDirectory = folder, UseShellExecute = false, RedirectStandardError = true,
        })!;
        var said = await bash.StandardError.ReadToEndAsync(ct);
        await bash.WaitForExitAsync(ct);
        Assert.True(bash.ExitCode == 0, said);
    }

    [GeneratedRegex("^## Certificates$.*?^```sh\n(?<commands>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commands();
}
