using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Inbox;

namespace IdentityGrains.Cli.Import;

/// <summary>Imports one file from where it was left.</summary>
internal sealed class ImportRun(GatewayClient gateway, ICredentials credentials, string dataFolder, TimeProvider time, InboxClient? inbox = null)
{
    /// <summary>How many people are played at once when nothing else is said.</summary>
    public const int AtOnce = 16;

    /// <summary>How many people are played at once at most.</summary>
    public const int MostAtOnce = 256;

    /// <summary>Imports it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="atOnce">How many people at once.</param>
    /// <param name="console">Where progress is shown.</param>
    /// <param name="tellRefusals">Whether each refused line is told as it comes.</param>
    /// <param name="ct">Stops it; what is done stays done.</param>
    public async Task<ImportResult> Play(string path, int atOnce, IAnsiConsole console, bool tellRefusals, CancellationToken ct)
    {
        await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        var survey = await Survey.Of(file, LineWalks.Of(path), ct);
        var states = new ImportStates(dataFolder);
        var state = states.Load(survey.File);
        var before = state.Lines;
        var started = time.GetTimestamp();
        if (before < survey.Lines)
        {
            await ImportProgress.Show(console, before, survey.Lines, tellRefusals, async witness =>
            {
                var ledger = new ImportLedger(state, s => states.Save(survey.File, s), witness, time);
                await new Importer(new LinePlayer(gateway, credentials, survey, inbox), ledger, atOnce).Play(file, survey, before, ct);
            });
        }

        return new ImportResult(state, survey.Lines, before, survey.People, time.GetElapsedTime(started));
    }
}

/// <summary>What an import came to.</summary>
/// <param name="State">The file's state: what became of its lines.</param>
/// <param name="Lines">How many lines the file has.</param>
/// <param name="DoneBefore">How many of them were done before this run.</param>
/// <param name="People">How many people the file speaks of.</param>
/// <param name="Took">How long this run took.</param>
internal sealed record ImportResult(ImportState State, long Lines, long DoneBefore, int People, TimeSpan Took)
{
    /// <summary>How many lines this run played in a second.</summary>
    public double PerSecond => Took > TimeSpan.Zero ? (Lines - DoneBefore) / Took.TotalSeconds : 0;
}
