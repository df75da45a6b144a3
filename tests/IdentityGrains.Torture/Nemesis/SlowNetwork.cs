using System.Diagnostics;
using IdentityGrains.Torture.Hosts;
using Npgsql;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F15: between one silo and the database everything is late, unevenly, then slow as well, and then connections are closed on one side. That silo alone reaches
/// the database by TCP, through a relay.
/// </summary>
internal sealed class SlowNetwork : Fault
{
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);

    private static readonly Weather[] Worse =
    [
        new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200)),
        new(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1_500)),
        new(TimeSpan.FromMilliseconds(5), TimeSpan.Zero, Piece: 256), new(TimeSpan.Zero, TimeSpan.Zero, HalfClosed: true),
    ];

    public override string Number => "F15";

    public override string? Lacks(ProductLayout layout) =>
        NeedsServer(layout) ?? (layout.Relayed ? null : "every host reaches the database through its Unix socket");

    public override async Task<Bite> Strike(Scene scene)
    {
        var road = scene.Product.Road!;
        var fair = await Commit(road);
        var slowest = TimeSpan.Zero;
        try
        {
            foreach (var weather in Worse)
            {
                road.Weather = weather;
                await scene.Last(Stretch);
                if (!weather.HalfClosed && await Commit(road) is var took && took > slowest)
                {
                    slowest = took;
                }
            }
        }
        finally
        {
            road.Weather = Weather.Fair;
        }

        return new Bite(
            slowest > Slow && slowest > 2 * fair
                ? $"on silo {road.Host}'s road to the database a commit took {slowest.TotalMilliseconds:0} ms instead of {fair.TotalMilliseconds:0} ms"
                : null);
    }

    // As the silo does, on the same road: from asking to hearing that it is durable.
    private static async Task<TimeSpan> Commit(StoreRoad road)
    {
        await using var connection = new NpgsqlConnection(road.ConnectionString);
        await connection.OpenAsync();
        await using var write = new NpgsqlCommand("SELECT pg_logical_emit_message(true, 'torture', 'a write')", connection) { CommandTimeout = 60 };
        var asked = Stopwatch.StartNew();
        await write.ExecuteNonQueryAsync();
        return asked.Elapsed;
    }
}
