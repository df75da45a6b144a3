using System.Globalization;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Explain;
using IdentityGrains.Cli.Import;

namespace IdentityGrains.Cli.Tour;

/// <summary>What became of an episode.</summary>
/// <param name="Verdict">In a word or two.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record Ending(string Verdict, string Style, string Why)
{
    /// <summary>Asks what became of an episode: a refused line stands in the import's ledger, everything else in the record.</summary>
    public static async Task<Ending> Of(Episode episode, ImportState state, long line, GatewayClient gateway, string token, CancellationToken ct)
    {
        if (state.Refused.FirstOrDefault(r => r.Line == line) is { } refused)
        {
            return new Ending("refused", "red", $"{refused.Problem}: {refused.Title}");
        }

        var told = await ExplainCommand.Ask(gateway, token, ExplainCommand.PathOf("commerce/" + episode.Customer), episode.Field, ct);
        var claim = (told.Winner is { } winner ? told.Others.Prepend(winner) : told.Others)
            .FirstOrDefault(c => c.Source == episode.Source && c.ObservedAt == episode.At);
        return claim switch
        {
            null => new Ending("kept", "grey", "A later claim of the same source took its place."),
            { Outcome: "winner" } => new Ending("accepted", "green", claim.Reason),
            { Outcome: "corroborates" } => new Ending("agrees", "green", claim.Reason),
            { Outcome: "pending" } => new Ending("waits", "blue", claim.Reason),
            _ => new Ending("kept, not used", "yellow", $"{claim.Outcome}: {claim.Reason}"),
        };
    }

    /// <summary>Finds the lines of episodes in the file that was imported.</summary>
    public static async Task<IReadOnlyDictionary<Episode, long>> Lines(string path, IEnumerable<Episode> episodes, CancellationToken ct)
    {
        var wanted = episodes.ToDictionary(e => (e.Source, e.Key, e.At));
        var found = new Dictionary<Episode, long>();
        await using var file = File.OpenRead(path);
        await foreach (var read in LineWalks.Of(path)(file, ct))
        {
            if (read.Line is { } line && DateTimeOffset.TryParse(line.At, CultureInfo.InvariantCulture, out var at)
                && wanted.TryGetValue((line.Own.Source.Value, line.Own.Key, at), out var episode))
            {
                found.TryAdd(episode, read.Number);
            }
        }

        return found;
    }
}
