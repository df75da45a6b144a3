using System.Threading.Channels;

namespace IdentityGrains.Cli.Import;

/// <summary>
/// Plays a file. Many people at once, each person's lines one after the other in the file's order; never more in memory than a window of lines.
/// </summary>
/// <param name="player">Plays a line.</param>
/// <param name="ledger">Counts what became of it.</param>
/// <param name="atOnce">How many people at once.</param>
internal sealed class Importer(LinePlayer player, ImportLedger ledger, int atOnce)
{
    private const int WaitingForEach = 64;

    /// <summary>Plays the lines after those that are done with.</summary>
    public async Task Play(Stream file, Survey survey, long doneWith, CancellationToken ct)
    {
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var queues = Enumerable.Range(0, atOnce).Select(_ => Channel.CreateBounded<ReadLine>(WaitingForEach)).ToArray();
        var workers = queues.Select(queue => Work(queue.Reader, stopped)).ToArray();
        try
        {
            await Hand(file, survey, doneWith, queues, stopped.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // A worker gave up; it tells why below.
        }
        finally
        {
            foreach (var queue in queues)
            {
                queue.Writer.TryComplete();
            }

            try
            {
                await Task.WhenAll(workers);
            }
            finally
            {
                ledger.Close();
            }
        }
    }

    private async Task Hand(Stream file, Survey survey, long doneWith, Channel<ReadLine>[] queues, CancellationToken ct)
    {
        await foreach (var read in survey.Walk(file, ct))
        {
            if (read.Number <= doneWith)
            {
                continue;
            }

            var queue = read.Line is { } line ? survey.PersonOf(line) % queues.Length : 0;
            ledger.Expect(read.Number);
            await queues[queue].Writer.WriteAsync(read, ct);
        }
    }

    // The first failure stops everybody: a line that could not be played must not be overtaken by later lines of the same person.
    private async Task Work(ChannelReader<ReadLine> queue, CancellationTokenSource stopped)
    {
        try
        {
            await foreach (var read in queue.ReadAllAsync(stopped.Token))
            {
                ledger.Take(await player.Play(read, stopped.Token));
            }
        }
        catch
        {
            await stopped.CancelAsync();
            throw;
        }
    }
}
