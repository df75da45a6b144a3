using System.Collections.Concurrent;

namespace IdentityGrains.Torture.Import;

/// <summary>
/// Plays acts with so many in flight. A call that breaks off, or is answered 503 or 429, is asked again with the same key as soon as the product is there
/// again, for as long as it takes. What was acknowledged is kept.
/// </summary>
internal sealed class Importer(Callers callers, Executioner executioner)
{
    public const int InFlight = 16;

    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _customers = new();
    private readonly ConcurrentDictionary<int, Acknowledged> _acknowledged = new();
    private int _cut;
    private int _replayed;

    /// <summary>Calls that broke off: they were under way when the product died, or came while it was dead.</summary>
    public int Cut => _cut;

    /// <summary>Acts that were asked again and turned out to be in the record already.</summary>
    public int Replayed => _replayed;

    public IReadOnlyCollection<Acknowledged> Acknowledged => [.. _acknowledged.Values.OrderBy(a => a.Act.Number)];

    public Task Play(IReadOnlyList<Act> acts) => Parallel.ForEachAsync(
        acts, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = TestContext.Current.CancellationToken },
        async (act, ct) => await Perform(act, ct));

    private async Task Perform(Act act, CancellationToken ct)
    {
        // A customer's first act stands before all others of his, so somebody is at it already and nobody waits in a circle.
        var begun = _customers.GetOrAdd(act.Customer, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        var customer = act.Kind == ActKind.Create ? null : await begun.Task.WaitAsync(ct);
        var told = await UntilTold(act, customer, ct);

        // Accepted is a withdrawal that is recorded and of which the fence could not be confirmed in time.
        var recorded = told.Status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted;
        Assert.True(recorded, $"{act.Kind} was answered {told.Status}: {told.Text}");
        var body = told.Body;
        var acknowledged = new Acknowledged(
            act, body.GetProperty("customer").GetString()!, body.GetProperty("version").GetInt64(), body.GetProperty("entryHash").GetString()!, told.Text);
        Assert.True(_acknowledged.TryAdd(act.Number, acknowledged));
        if (act.Kind == ActKind.Create)
        {
            begun.SetResult(acknowledged.Customer);
        }

        executioner.OnAcknowledged();
    }

    private async Task<Told> UntilTold(Act act, string? customer, CancellationToken ct)
    {
        while (true)
        {
            await executioner.Alive.WaitAsync(ct);
            try
            {
                var told = await callers.Ask(act, customer);
                if (told.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                {
                    Interlocked.Add(ref _replayed, told.Replayed ? 1 : 0);
                    return told;
                }
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException or IOException)
            {
                Interlocked.Increment(ref _cut);
            }
        }
    }
}
