using System.ComponentModel;
using System.Diagnostics;

namespace IdentityGrains.Connectors.Tests.Scimmy;

/// <summary>
/// A SCIM server that somebody else wrote: the package scimmy, in the version that is pinned beside this file, behind a door of plain node. It is installed
/// into a folder of its own, and runs until it is disposed of.
/// </summary>
public sealed class ScimmyServer : IAsyncLifetime
{
    public const string Token = "token-of-scimmy";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ig-scimmy-");
    private Process? _server;

    /// <summary>The root of its interface.</summary>
    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var from = Path.Combine(AppContext.BaseDirectory, "Scimmy");
        foreach (var file in new[] { "package.json", "package-lock.json", "server.mjs" })
        {
            File.Copy(Path.Combine(from, file), Path.Combine(_folder.FullName, file));
        }

        using var install = Start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        install.StandardInput.Close();
        var said = await Task.WhenAll(install.StandardOutput.ReadToEndAsync(), install.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await install.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(install.ExitCode == 0, $"npm could not install the pinned package scimmy, which these tests need: {string.Concat(said)}");

        _server = Start("node", "server.mjs");
        Url = await _server.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException($"The server of scimmy did not start: {await _server.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            // The end of its input is its end.
            _server.StandardInput.Close();
            await _server.WaitForExitAsync().WaitAsync(Patience);
            _server.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true, Environment = { ["SCIM_TOKEN"] = Token },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception none)
        {
            throw new InvalidOperationException(
                $"{program} is not on this machine. These tests need Node.js 16 or later and npm: apt-get install nodejs npm.", none);
        }
    }
}
