using IdentityGrains.Torture.Hosts;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F9: a silo stops while permits are out, for longer than any permit lives, and goes on as if nothing had been. Where it stood between looking at its permit
/// and sending, nothing can stop what it does then; it has to say so itself.
/// </summary>
internal sealed class FrozenConnector : Fault
{
    private const string Out = "SELECT count(*) FROM ig.holding WHERE permit_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string Number => "F9";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        var (silo, door) = scene.AnySilo();
        await using var connection = await scene.Server.Superuser();
        await using var look = new Npgsql.NpgsqlCommand(Out, connection);
        var (permits, waited) = (0L, System.Diagnostics.Stopwatch.StartNew());
        while ((permits = (long)(await look.ExecuteScalarAsync(scene.Over))!) == 0 && waited.Elapsed < Patience)
        {
        }

        await silo.Signal("STOP");
        await scene.Last(Frozen);
        var stopped = silo.Id is { } process && Processes.State(process) == 'T';
        await silo.Signal("CONT");

        // One that was voted out meanwhile ends by itself, and is begun again.
        await silo.Ready();
        return new Bite(stopped && permits > 0
            ? $"silo {door} stood still for {Frozen.TotalSeconds:0} s, and {permits} permits were out when it stopped"
            : null);
    }
}
