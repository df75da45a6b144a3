using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using Npgsql;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>
/// F7: the backend of a shared commit freezes in the middle of its statement for longer than the writer waits. The writer gives the connection up and looks
/// on another; then the frozen commit goes on, and takes effect or loses.
/// </summary>
internal sealed class CommitInDoubt : Fault
{
    private const string Commits = "identitygrains-commit";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override string Number => "F7";

    public override string? Lacks(ProductLayout layout) => NeedsServer(layout);

    public override async Task<Bite> Strike(Scene scene)
    {
        await using var connection = await scene.Server.Superuser();
        var unanswered = scene.Unanswered();
        if (await Caught(scene, connection) is not { } backend)
        {
            return new Bite(Witness: null);
        }

        try
        {
            await scene.Last(Duration);
        }
        finally
        {
            await Processes.Signal("CONT", backend);
        }

        // The writer hung up meanwhile: the backend finds nobody to answer and goes.
        var goes = true;
        await Eventually.Holds("The frozen backend goes or is used again", Patience, async () =>
            !(goes = await Alive(connection, backend)) || await Idle(connection, backend));
        var late = scene.Unanswered() - unanswered;
        return new Bite(!goes ? $"backend {backend} stood still in a commit, its client hung up, {late} callers heard nothing" : null);
    }

    // Frozen outside a statement it would be nothing: let go and tried again.
    private static async Task<int?> Caught(Scene scene, NpgsqlConnection connection)
    {
        var until = Recorder.Now + (long)(Patience.TotalSeconds * System.Diagnostics.Stopwatch.Frequency);
        while (Recorder.Now < until && !scene.Over.IsCancellationRequested)
        {
            if (await Ask(connection, $"SELECT pid FROM pg_stat_activity WHERE application_name = '{Commits}' AND state = 'active' LIMIT 1") is not int backend)
            {
                continue;
            }

            await Processes.Signal("STOP", backend);
            if (await Ask(
                connection, $"SELECT pid FROM pg_stat_activity WHERE pid = {backend} AND state = 'active' AND wait_event IS DISTINCT FROM 'ClientRead'") is int)
            {
                return backend;
            }

            await Processes.Signal("CONT", backend);
        }

        return null;
    }

    private static async Task<bool> Alive(NpgsqlConnection connection, int backend) =>
        await Ask(connection, $"SELECT pid FROM pg_stat_activity WHERE pid = {backend}") is int;

    private static async Task<bool> Idle(NpgsqlConnection connection, int backend) =>
        await Ask(
            connection,
            $"SELECT pid FROM pg_stat_activity WHERE pid = {backend} AND state_change > clock_timestamp() - interval '1 second' AND state = 'idle'") is int;

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
