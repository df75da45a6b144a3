using System.Diagnostics;
using System.Globalization;

namespace IdentityGrains.PrivatePostgres;

/// <summary>The machine's own PostgreSQL programs, run as somebody who may run them: a server refuses to be root's.</summary>
internal static class PostgresBinaries
{
    private const string Debian = "/usr/lib/postgresql";
    private const string ServerUser = "postgres";

    private static readonly string Folder = Find();

    /// <summary>How to start a program as the server's user.</summary>
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        string[] command = Environment.UserName == "root"
            ? ["setpriv", $"--reuid={ServerUser}", $"--regid={ServerUser}", "--clear-groups", "--", Path.Combine(Folder, program), .. arguments]
            : [Path.Combine(Folder, program), .. arguments];
        return new ProcessStartInfo(command[0], command[1..])
        {
            // The server's user may not be allowed to stand where the caller stands.
            WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task Run(string program, params IEnumerable<string> arguments) => await Run(Start(program, arguments));

    /// <summary>Gives a folder to the server's user.</summary>
    public static async Task HandOver(string folder)
    {
        if (Environment.UserName == "root")
        {
            await Run(new ProcessStartInfo("chown", ["-R", $"{ServerUser}:{ServerUser}", folder])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            });
        }
    }

    /// <summary>Sends a signal.</summary>
    public static async Task Signal(string signal, params IEnumerable<int> processes)
    {
        var ids = processes.Select(p => p.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (ids.Length > 0)
        {
            // Who has ended meanwhile is no fault.
            using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + signal, .. ids]) { RedirectStandardError = true, UseShellExecute = false })!;
            await kill.WaitForExitAsync();
        }
    }

    private static async Task Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {string.Concat(said)}");
        }
    }

    private static string Find() => Directory.Exists(Debian)
        && Directory.GetDirectories(Debian).OrderByDescending(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))
            .Select(d => Path.Combine(d, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres"))) is { } found
        ? found
        : throw new InvalidOperationException($"No PostgreSQL server below {Debian}. Install it: apt-get install postgresql");
}
