using IdentityGrains.PrivatePostgres;
using Npgsql;

namespace IdentityGrains.Torture.Hosts;

/// <summary>One host's way to the database: by TCP through a relay, and a second one for the harness to try, in the same weather.</summary>
internal sealed class StoreRoad : IAsyncDisposable
{
    private readonly Relay _host;
    private readonly Relay _table;
    private readonly Relay _ours;
    private readonly string _database;

    public StoreRoad(PostgresServer server, Networks? networks, int host, string database)
    {
        var address = new System.Net.Sockets.UnixDomainSocketEndPoint(Path.Combine(server.SocketFolder, $".s.PGSQL.{server.Port}"));
        (Host, _database) = (host, database);
        _host = new Relay(networks?.Listen(host) ?? Relay.Listen(), address);
        _table = new Relay(networks?.Listen(host) ?? Relay.Listen(), address);
        _ours = new Relay(Relay.Listen(), address);
    }

    /// <summary>Whose way it is.</summary>
    public int Host { get; }

    /// <summary>How it is from now on.</summary>
    public Weather Weather
    {
        set => _host.Weather = _ours.Weather = value;
    }

    /// <summary>True keeps from the host what the cluster's table says of it; the store it reaches as ever.</summary>
    public bool Blind
    {
        set => _table.Weather = value ? Weather.Standstill : Weather.Fair;
    }

    /// <summary>How the harness takes it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = _ours.Port, Username = "postgres", Database = _database, Pooling = false, Timeout = 60,
    }.ToString();

    /// <summary>Sends a host's connections this way: those to the store, and apart from them those to the cluster's table.</summary>
    public void Lead(Dictionary<string, string> settings)
    {
        settings[ServerStore.Setting] = Through(settings[ServerStore.Setting], _host);
        settings[ServerStore.ClusterSetting] = Through(settings[ServerStore.ClusterSetting], _table);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _table.DisposeAsync();
        await _ours.DisposeAsync();
    }

    private static string Through(string connection, Relay relay) =>
        new NpgsqlConnectionStringBuilder(connection) { Host = "127.0.0.1", Port = relay.Port }.ToString();
}
