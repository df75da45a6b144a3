using System.Diagnostics;

namespace IdentityGrains.Torture.Given;

/// <summary>The product as a process of its own, which can be killed and started again over the same folder and ports.</summary>
internal sealed class ProductProcess : IDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Queue<string> _said = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;

    public ProductProcess(string url, IReadOnlyDictionary<string, string> environment)
    {
        (Url, _environment) = (url, environment);

        // A test run that is broken off must not leave a product behind.
        AppDomain.CurrentDomain.ProcessExit += EndOfRun;
    }

    public string Url { get; }

    /// <summary>Starts it; when this returns it takes calls.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IdentityGrains.Silo.dll"));
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        Assert.True(process.Start());
        _process = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.Holds("The product takes calls", StartPatience, IsReady);
    }

    /// <summary>SIGKILL: nothing is flushed, closed or answered.</summary>
    public async Task Kill()
    {
        var process = _process!;
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        _process = null;
    }

    /// <summary>SIGTERM: it has time to put its affairs in order.</summary>
    public async Task Stop()
    {
        var process = _process!;
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        using var patience = new CancellationTokenSource(StopPatience);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
        process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOfRun;
        EndOfRun(null, EventArgs.Empty);
        _process?.WaitForExit();
        _process?.Dispose();
        _http.Dispose();
    }

    private async Task<bool> IsReady()
    {
        if (_process!.HasExited)
        {
            Assert.Fail($"The product ended with {_process.ExitCode} instead of starting:{Environment.NewLine}{Said()}");
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri(Url + "/health/ready"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            if (_said.Count > LinesKept)
            {
                _said.Dequeue();
            }
        }
    }

    private string Said()
    {
        lock (_said)
        {
            return string.Join(Environment.NewLine, _said);
        }
    }

    private void EndOfRun(object? sender, EventArgs e)
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
        }
    }
}
