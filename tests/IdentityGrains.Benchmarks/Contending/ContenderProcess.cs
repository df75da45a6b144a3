using System.Diagnostics;
using System.Text.Json;
using IdentityGrains.Benchmarks.Measuring;

namespace IdentityGrains.Benchmarks.Contending;

/// <summary>A contender's process, from outside.</summary>
internal sealed class ContenderProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ContenderProcess(string name, Process process) => (Name, _process) = (name, process);

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>What it said of itself when it was ready.</summary>
    public JsonElement Door { get; private set; }

    public static async Task<ContenderProcess> Start(string verb, string name, Setup setup)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [verb, name])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        var contender = new ContenderProcess(name, Process.Start(start)!);
        contender.Door = await contender.Ask<JsonElement>(setup);
        return contender;
    }

    public Task<Block> Run(int callers, double seconds) => Ask<Block>(new Told(callers, seconds));

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Says a line and hears the answer.</summary>
    private async Task<T> Ask<T>(object what)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(what));
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(ContenderHost.Mark, StringComparison.Ordinal))
            {
                return JsonSerializer.Deserialize<T>(line.AsSpan(ContenderHost.Mark.Length))!;
            }

            await Console.Error.WriteLineAsync($"{Name}: {line}");
        }

        await _process.WaitForExitAsync();
        throw new InvalidOperationException($"{Name} ended with {_process.ExitCode} instead of answering; what it said stands above.");
    }
}
