using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F38: events of the stream are lost, come twice and come in another order, all the time for a while. Nothing but the rows of the feed is touched.
/// </summary>
internal sealed class StreamLoss : Fault
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    public override string Number => "F38";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        await using var connection = await scene.Server.Superuser();
        await using var lose = new Npgsql.NpgsqlCommand("DELETE FROM ig.feed WHERE (version % 3) < 2", connection);

        // The same again with another place in the order: behind what came after it.
        await using var again = new Npgsql.NpgsqlCommand(
            """
            INSERT INTO ig.feed (slot_group, position, customer, version, changed)
            SELECT slot_group, (pg_current_xact_id()::text::bigint << 20) + 800000 + row_number() OVER (ORDER BY position DESC), customer, version, changed
            FROM (SELECT * FROM ig.feed WHERE position % 2 = 0 ORDER BY position LIMIT 100) f ON CONFLICT DO NOTHING
            """,
            connection);
        await using var back = new Npgsql.NpgsqlCommand("UPDATE ig.feed_checkpoint SET position = 0", connection);
        var (lost, doubled) = (0, 0);
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed < Duration || ((lost == 0 || doubled == 0) && clock.Elapsed < Patience);)
        {
            doubled += await again.ExecuteNonQueryAsync(scene.Over);
            lost += await lose.ExecuteNonQueryAsync(scene.Over);
            await scene.Last(Pause);
        }

        await back.ExecuteNonQueryAsync(scene.Over);
        return new Bite(lost > 0 && doubled > 0
            ? $"{lost} events never came, {doubled} came twice and behind later ones, and all that was left came once more"
            : null);
    }
}
