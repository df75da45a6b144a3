using System.Globalization;
using IdentityGrains.PrivatePostgres;
using Npgsql;

namespace IdentityGrains.House.Tests.Deploy;

/// <summary>The database that compose.yaml makes, without containers: its scripts and commands against a server that asks for passwords.</summary>
internal sealed class ComposeDatabase : IAsyncDisposable
{
    private static readonly Node Services = Node.Documents(Repository.Read("deploy/compose/compose.yaml")).Single()["services"];

    private static readonly string[] Scripts =
    [
        .. Repository.Files.Where(f => f.StartsWith("deploy/compose/", StringComparison.Ordinal) && Path.GetExtension(f) is ".sh" or ".sql"),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer _server;

    private ComposeDatabase(PostgresServer server) => _server = server;

    /// <summary>Where the passwords lie.</summary>
    public string Secrets => Path.Combine(_folder.Path, "secrets");

    /// <summary>A folder for what a host keeps.</summary>
    public string State => _folder.Path;

    /// <summary>What the server has written to its log so far.</summary>
    public string Log => _server.Log;

    public static async Task<ComposeDatabase> Make()
    {
        var database = new ComposeDatabase(await PostgresServer.StartAsync());
        await database.AskForPasswords();
        foreach (var script in Scripts)
        {
            var copy = Path.Combine(database._folder.Path, Path.GetRelativePath("deploy/compose", script));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllTextAsync(copy, database.Here(Repository.Read(script)));
        }

        await database.Succeeds("bash", new Dictionary<string, string>(), "prepare.sh");
        await database.Succeeds(
            "psql", new Dictionary<string, string>(),
            "-h", "127.0.0.1", "-p", database.Port, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-f", "postgres/database.sql");
        return database;
    }

    /// <summary>Runs the migration and makes the logins, with the commands that compose.yaml names.</summary>
    public async Task Prepare()
    {
        await Succeeds("dotnet", Environment("migrate"), [Path.Combine(AppContext.BaseDirectory, "igrains.dll"), .. Services["migrate"]["command"].Texts]);
        var command = Services["logins"]["command"].Texts.Select(Here).ToArray();
        await Succeeds(command[0], new Dictionary<string, string>(), command[1..]);
    }

    /// <summary>What compose.yaml has a service find in its environment, as far as the places are others here.</summary>
    public Dictionary<string, string> Environment(string service) =>
        Services[service]["environment"].Members.ToDictionary(m => m.Name, m => Here(m.Value.Text));

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private string Port => _server.Port.ToString(CultureInfo.InvariantCulture);

    private string Here(string text) => text
        .Replace("/run/secrets", Secrets, StringComparison.Ordinal)
        .Replace("/logins.sql", Path.Combine(_folder.Path, "postgres", "logins.sql"), StringComparison.Ordinal)
        .Replace("-h postgres", "-h 127.0.0.1 -p " + Port, StringComparison.Ordinal)
        .Replace("Host=postgres", "Host=127.0.0.1;Port=" + Port, StringComparison.Ordinal)
        .Replace(":5432:", $":{Port}:", StringComparison.Ordinal)
        .Replace("$$", "$", StringComparison.Ordinal);

    private async Task Succeeds(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var (exitCode, said) = await Tool.Run(program, _folder.Path, environment, arguments);
        Assert.True(exitCode == 0, $"{program} ended with {exitCode}: {said}");
    }

    private async Task AskForPasswords()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_server.Data, "pg_hba.conf"), "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        await using var connection = new NpgsqlConnection(_server.ConnectionString());
        await connection.OpenAsync();
        await using var reload = new NpgsqlCommand("SELECT pg_reload_conf()", connection);
        await reload.ExecuteNonQueryAsync();
    }
}
