using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace IdentityGrains.PrivatePostgres;

/// <summary>
/// A PostgreSQL server of one's own, from Debian's binaries, in a temporary folder: it can be killed, frozen, stopped and started again. Its superuser is
/// <c>postgres</c>; whoever is on this machine is trusted.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Memory = "/dev/shm";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly PostgresServerOptions _options;
    private readonly string _folder;
    private Process? _process;

    private PostgresServer(PostgresServerOptions options, string folder, int port)
    {
        (_options, _folder, Port) = (options, folder, port);

        // A test run that is broken off must not leave a server behind.
        AppDomain.CurrentDomain.ProcessExit += EndOfRun;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The folder of its Unix socket: a way to it that no network fault touches.</summary>
    public string SocketFolder => _folder;

    /// <summary>The postmaster's process id.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>What the server has written to its log so far.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>Its data directory.</summary>
    public string Data => Path.Combine(_folder, "data");

    private string LogFile => Path.Combine(_folder, "server.log");

    /// <summary>Makes a server and starts it; when this returns it takes connections.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null)
    {
        options ??= new PostgresServerOptions();
        var folder = options.Folder ?? Temporary(options.Durable);
        Directory.CreateDirectory(folder);
        await PostgresBinaries.HandOver(folder);
        var server = new PostgresServer(options, folder, options.Port == 0 ? FreePort() : options.Port);
        if (!File.Exists(Path.Combine(server.Data, "PG_VERSION")))
        {
            await PostgresBinaries.Run(
                "initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-N", "--no-instructions", "-E", "UTF8", "--locale=C.UTF-8");
        }

        await server.Start();
        return server;
    }

    /// <summary>A connection string to one of its databases.</summary>
    public string ConnectionString(string database = "postgres", string user = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Database = database, Username = user, IncludeErrorDetail = false,
    }.ToString();

    /// <summary>Starts it again after it was killed or stopped, and returns when it takes connections.</summary>
    public async Task Start()
    {
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        var settings = new Dictionary<string, string>(_options.Settings, StringComparer.Ordinal)
        {
            ["port"] = Port.ToString(CultureInfo.InvariantCulture), ["listen_addresses"] = "127.0.0.1", ["unix_socket_directories"] = _folder,
        };
        settings.TryAdd("max_connections", "200");
        settings.TryAdd("log_destination", "stderr");
        var start = PostgresBinaries.Start("postgres", ["-D", Data, .. settings.SelectMany(s => new[] { "-c", $"{s.Key}={s.Value}" })]);
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await WaitUntilItAnswers();
    }

    /// <summary>SIGKILL to the server and all its processes, at once; returns when all are gone.</summary>
    public async Task Kill()
    {
        var processes = Processes();
        await PostgresBinaries.Signal("KILL", processes);
        await _process!.WaitForExitAsync();
        var gone = Stopwatch.StartNew();
        while (processes.Any(p => Directory.Exists($"/proc/{p}")) && gone.Elapsed < StartPatience)
        {
            await Task.Yield();
        }
    }

    /// <summary>Immediate shutdown: connections end, nothing is flushed. <see cref="Start"/> recovers.</summary>
    public async Task Stop()
    {
        await PostgresBinaries.Signal("QUIT", [ProcessId]);
        await _process!.WaitForExitAsync();
    }

    /// <summary>The process ids of the server and its children.</summary>
    public IReadOnlyList<int> Processes() => _process is { HasExited: false } server ? [server.Id, .. ChildrenOf(server.Id)] : [];

    /// <summary>Creates a database, from a template when one is named.</summary>
    public async Task<string> CreateDatabase(string name, string template = "template1")
    {
        await using var connection = new NpgsqlConnection(ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\" STRATEGY wal_log", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= EndOfRun;
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        _process?.Dispose();
        if (_options.Folder is null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // In memory the disk need not be waited for, and no setting has to lie about it: the product refuses a server that does not flush.
    private static string Temporary(bool durable)
    {
        var parent = !durable && Directory.Exists(Memory) ? Memory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, "igpg-" + Path.GetRandomFileName())).FullName;
    }

    private void EndOfRun(object? sender, EventArgs e) => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static IEnumerable<int> ChildrenOf(int process)
    {
        try
        {
            return [.. File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }

    // Below the ports that systems give to outgoing connections: one of those could be taken between here and the binding.
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(12_000, 18_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody else's.
            }
        }
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (_options)
            {
                File.AppendAllLines(LogFile, [line]);
            }
        }
    }

    private async Task WaitUntilItAnswers()
    {
        using var over = new CancellationTokenSource(StartPatience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException("The server ended instead of starting: " + Log);
            }

            try
            {
                await using var connection = new NpgsqlConnection(ConnectionString() + ";Pooling=false");
                await connection.OpenAsync(over.Token);
                return;
            }
            catch (Exception e) when (e is NpgsqlException && !over.IsCancellationRequested)
            {
                await again.WaitForNextTickAsync(over.Token);
            }
        }
    }
}
