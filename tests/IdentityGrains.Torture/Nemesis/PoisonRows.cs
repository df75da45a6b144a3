using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F37: rows that nobody can work off lie first in every queue: dirty marks and deliveries of customers who do not exist, of a platform that nobody
/// knows, with states and texts that mean nothing. Whoever stands behind them is planned and told all the same.
/// </summary>
internal sealed class PoisonRows(OpenLoop load, Script script, Mix mix) : Fault
{
    private const int Behind = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private const string Insert =
        """
        INSERT INTO ig.dirty (customer, slot, slot_group, version, lane, since, mark)
            SELECT gen_random_uuid(), g * 64, g, 9999, 1, 1, g FROM generate_series(0, 15) g, generate_series(1, 3);
        INSERT INTO ig.delivery (customer, platform, slot, planned_version, delivery_id, digest, lane, state, due_at, planned_at, attempts, reason)
            SELECT gen_random_uuid(), p, s, 7, '', decode(repeat('ff', d), 'hex'), 1, t, 1, 1, 0, repeat('x', 5000)
            FROM unnest(ARRAY['commerce', 'crm', 'marketing', 'cdp', 'sales', 'no-such-platform']) p, unnest(ARRAY[1, 300, 600, 900]) s,
                unnest(ARRAY[32, 1]) d, unnest(ARRAY[1, 2]) t;
        INSERT INTO ig.feed (slot_group, position, customer, version, changed)
            SELECT g, (pg_current_xact_id()::text::bigint << 20) + 900000 + g, gen_random_uuid(), -1, repeat(chr(8232) || 'field:', 800)
            FROM generate_series(0, 15) g;
        SELECT (SELECT count(*) FROM ig.dirty d WHERE NOT EXISTS (SELECT 1 FROM ig.head h WHERE h.customer = d.customer))
             + (SELECT count(*) FROM ig.delivery d WHERE NOT EXISTS (SELECT 1 FROM ig.head h WHERE h.customer = d.customer));
        """;

    public override string Number => "F37";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var poison = (long)(await scene.Server.Execute(Insert))!;
        var told = scene.Product.Tortured!.All.Select(p => (Platform: p, Since: p.Seen.Count)).ToArray();
        for (var i = 0; i < Behind; i++)
        {
            await load.Ask(script.Speak(scene.Random.Next(mix.Customers)));
        }

        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (told.Any(t => t.Platform.Seen.Count == t.Since) && waited.Elapsed < Patience)
        {
            await scene.Last(Look);
        }

        // As an operator would, who found them in the log.
        await scene.Server.Execute(
            """
            DELETE FROM ig.dirty d WHERE NOT EXISTS (SELECT 1 FROM ig.head h WHERE h.customer = d.customer);
            DELETE FROM ig.delivery d WHERE NOT EXISTS (SELECT 1 FROM ig.head h WHERE h.customer = d.customer);
            """);
        var moved = told.Select(t => (t.Platform.Name, Count: t.Platform.Seen.Count - t.Since)).ToArray();
        return new Bite(poison > 0 && moved.All(m => m.Count > 0)
            ? $"{poison} rows that nobody can work off stood first; behind them {string.Join(", ", moved.Select(m => $"{m.Name} {m.Count}"))} requests went out"
            : null);
    }
}
