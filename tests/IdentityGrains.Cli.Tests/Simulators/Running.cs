using System.CommandLine;
using IdentityGrains.Cli.Simulators;

namespace IdentityGrains.Cli.Tests.Simulators;

/// <summary>The verb while it runs.</summary>
internal sealed class Running : IDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly Told _output = new();
    private readonly StringWriter _error = new();

    public Running(params string[] arguments) => Ended = new RootCommand { SimulatorsCommand.Create() }.Parse(["simulators", .. arguments])
        .InvokeAsync(new InvocationConfiguration { Output = _output, Error = _error }, _stop.Token);

    /// <summary>The code that it ends with.</summary>
    public Task<int> Ended { get; }

    public string Error => _error.ToString();

    /// <summary>What it printed, as a host reads environment variables.</summary>
    public Task<IReadOnlyDictionary<string, string?>> Settings => _output.Settings.WaitAsync(TestContext.Current.CancellationToken);

    public Task Stop() => _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();

    private sealed class Told : StringWriter
    {
        private readonly TaskCompletionSource<IReadOnlyDictionary<string, string?>> _settings = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyDictionary<string, string?>> Settings => _settings.Task;

        // The remark behind the settings is the last that it says.
        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.StartsWith('#') == true)
            {
                _settings.TrySetResult(ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#'))
                    .Select(l => l.Split('=', 2)).ToDictionary(l => l[0].Replace("__", ":", StringComparison.Ordinal), l => (string?)l[1]));
            }
        }
    }
}
