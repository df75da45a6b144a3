using System.Diagnostics;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>Small commands of the operating system.</summary>
internal static class Processes
{
    /// <summary>Sends a signal; who has ended meanwhile is no fault.</summary>
    public static async Task Signal(string signal, params IEnumerable<int> processes)
    {
        var ids = processes.Select(p => p.ToString(CultureInfo.InvariantCulture)).ToArray();
        if (ids.Length > 0)
        {
            await Ask("kill", ["-" + signal, .. ids]);
        }
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task Run(string program, params IEnumerable<string> arguments)
    {
        var (code, said) = await Ask(program, arguments);
        if (code != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}: {said}");
        }
    }

    /// <summary>Runs a command and returns how it ended and what it said.</summary>
    public static async Task<(int Code, string Said)> Ask(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>The letter by which the kernel tells how a process is, for example T for stopped; null when there is none.</summary>
    public static char? State(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
