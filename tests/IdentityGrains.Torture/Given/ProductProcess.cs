using System.Diagnostics;
using System.Net.Sockets;

namespace IdentityGrains.Torture.Given;

/// <summary>The product as a process of its own, which can be killed, frozen and started again over the same folder and ports.</summary>
internal sealed class ProductProcess : IDisposable
{
    /// <summary>With what a process ends that the kernel kills.</summary>
    public const int KilledByKernel = 137;

    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);
    private const int Unavailable = 69;
    private const int VotedOut = 134;
    private const int Terminated = 143;
    private const int MostRestartsInARow = 10;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ProcessVoice _voice;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? _process;
    private bool _ending;
    private int _inARow;

    /// <param name="url">Where it will listen.</param>
    /// <param name="environment">Its settings.</param>
    /// <param name="log">Where all that it says is kept; null keeps the last lines in memory.</param>
    public ProductProcess(string url, IReadOnlyDictionary<string, string> environment, string? log = null)
    {
        (Url, _environment, _voice) = (url, environment, new ProcessVoice(log));

        // A test run that is broken off must not leave a product behind.
        AppDomain.CurrentDomain.ProcessExit += EndOfRun;
    }

    public string Url { get; }

    /// <summary>Which life this is, from 1.</summary>
    public int Life { get; private set; }

    /// <summary>Its id; null while it is dead.</summary>
    public int? Id => _process is { HasExited: false } process ? process.Id : null;

    /// <summary>What stands before the program on the command line, for example the words that put it into a network of its own.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>True begins it again when it ends because the cluster voted it out or the kernel killed it, as any supervisor would. Default: false.</summary>
    public bool Supervised { get; init; }

    /// <summary>With what it ended last by itself.</summary>
    public int? LastExit { get; private set; }

    /// <summary>How often it was begun again by that.</summary>
    public int Restarts { get; private set; }

    /// <summary>What is different about it from its next life on. Default: nothing.</summary>
    public Circumstances Circumstances { get; set; } = Circumstances.Ordinary;

    /// <summary>Starts it; when this returns it takes calls.</summary>
    public async Task Start()
    {
        lock (_voice)
        {
            _ending = false;
            Begin();
        }

        await Ready();
    }

    /// <summary>Waits until it takes calls.</summary>
    public Task Ready() => Eventually.Holds($"The product at {Url} takes calls", StartPatience, IsReady, () => _voice.Said);

    /// <summary>SIGKILL: nothing is flushed, closed or answered.</summary>
    public async Task Kill()
    {
        var process = End();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
    }

    /// <summary>SIGTERM: it has time to put its affairs in order.</summary>
    public async Task Stop()
    {
        var process = End();
        using var patience = new CancellationTokenSource(StopPatience);
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(patience.Token);
        }

        await process.WaitForExitAsync(patience.Token);

        // The others may have voted it out at this very moment, or it was just begun again and had not come to listening for signals. Only one that began by
        // itself and was not seen ready since may have failed to start: an administrator had just ended its connections.
        var isForgiven = Supervised && (process.ExitCode is VotedOut or Terminated || (process.ExitCode == Unavailable && _inARow > 0));
        Assert.True(process.ExitCode == 0 || isForgiven, $"It was asked to stop and ended with {process.ExitCode}.");
        process.Dispose();
    }

    /// <summary>Sends a signal; STOP freezes it and CONT lets it go on.</summary>
    public async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>True when it says that it is ready.</summary>
    public async Task<bool> IsReady()
    {
        if (_process is { HasExited: true } process && !MayBeginAgain(process.ExitCode))
        {
            Assert.Fail($"The product ended with {process.ExitCode} instead of starting:{Environment.NewLine}{_voice.Said}");
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri(Url + "/health/ready"), TestContext.Current.CancellationToken);
            _inARow = answer.IsSuccessStatusCode ? 0 : _inARow;
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>What time it has, by the date that its web server puts on every answer: whole seconds.</summary>
    public async Task<DateTimeOffset> Time()
    {
        using var answer = await _http.GetAsync(new Uri(Url + "/health/live"), TestContext.Current.CancellationToken);
        return answer.Headers.Date!.Value;
    }

    /// <summary>What it counts of itself, in Prometheus' text.</summary>
    public Task<string> Metrics() => _http.GetStringAsync(new Uri(Url + "/metrics"), TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOfRun;
        EndOfRun(null, EventArgs.Empty);
        _process?.WaitForExit();
        _process?.Dispose();
        _http.Dispose();
    }

    private void Begin()
    {
        Life++;
        var environment = new Dictionary<string, string>(_environment, StringComparer.Ordinal);
        foreach (var (name, value) in Circumstances.Environment)
        {
            environment[name] = value;
        }

        _process = _voice.Start(ProductCommand.Of([.. Circumstances.Before, .. Within], environment), OnExited);
    }

    // Whoever ends it on purpose takes it first, so that nobody begins it again.
    private Process End()
    {
        lock (_voice)
        {
            _ending = true;
            var process = _process!;
            _process = null;
            return process;
        }
    }

    private bool MayBeginAgain(int code) => Supervised && code is VotedOut or KilledByKernel && _inARow < MostRestartsInARow;

    private void OnExited(Process process)
    {
        lock (_voice)
        {
            if (!_ending && ReferenceEquals(process, _process) && MayBeginAgain(process.ExitCode))
            {
                LastExit = process.ExitCode;
                Restarts++;
                _inARow++;
                Begin();
            }
        }
    }

    private void EndOfRun(object? sender, EventArgs e)
    {
        _ending = true;
        if (_process is { HasExited: false } process)
        {
            process.Kill();
        }
    }
}
