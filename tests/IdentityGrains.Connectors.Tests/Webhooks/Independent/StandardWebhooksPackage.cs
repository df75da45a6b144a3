using System.Diagnostics;
using System.Text.Json;

namespace IdentityGrains.Connectors.Tests.Webhooks.Independent;

/// <summary>
/// The package <c>standardwebhooks</c> for Node.js, which the authors of the specification publish: what it verifies is signed as everybody expects it.
/// It is installed into a folder of its own, by its lock file and without running anything of it.
/// </summary>
public sealed class StandardWebhooksPackage : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Here = Path.Combine(AppContext.BaseDirectory, "Webhooks", "Independent");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-webhooks-");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Here))
        {
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        }

        await Run("npm", "", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary><c>verified</c>, or why not.</summary>
    public Task<string> Verify(string secret, IReadOnlyDictionary<string, string> headers, byte[] body) =>
        Act(new { act = "verify", secret, headers, body = Convert.ToBase64String(body) });

    /// <summary>The signature header of a message.</summary>
    public Task<string> Sign(string secret, string id, long seconds, byte[] body) =>
        Act(new { act = "sign", secret, id, seconds, body = Convert.ToBase64String(body) });

    private async Task<string> Act(object asked) => (await Run("node", JsonSerializer.Serialize(asked), "webhook.js")).Trim();

    private async Task<string> Run(string program, string input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, WorkingDirectory = _folder.FullName, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(Patience);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), over.Token);
            process.StandardInput.Close();
            var (said, failed) = (process.StandardOutput.ReadToEndAsync(over.Token), process.StandardError.ReadToEndAsync(over.Token));
            await process.WaitForExitAsync(over.Token);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await said}{await failed}");
            return await said;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
