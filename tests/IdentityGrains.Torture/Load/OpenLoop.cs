using System.Collections.Concurrent;
using System.Diagnostics;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Load;

/// <summary>
/// Begins calls at a fixed rate, whatever became of those before: a caller who waits for each answer makes an outage look harmless. A part of the acts is
/// asked again at another door, and so is the first act of each customer that did not go through, until it does.
/// </summary>
internal sealed class OpenLoop(Script script, Mix mix, IReadOnlyList<Door> doors, Credentials credentials, Recorder recorder, CancellationToken ct)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    // Longer than any permit lives and any outage lasts.
    private const int MostAsked = 120;

    private readonly ConcurrentDictionary<int, string> _customers = new();
    private readonly ConcurrentDictionary<int, Intent> _troubled = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new(StringComparer.Ordinal);
    private readonly UnderWay _underWay = new();

    public Pulse Pulse { get; } = new();

    /// <summary>Customers who were turned away and have not been heard since.</summary>
    public int Troubled => _troubled.Count;

    /// <summary>Begins every customer, each until it goes through.</summary>
    public Task Populate() => Parallel.ForEachAsync(
        Enumerable.Range(0, mix.Customers)
            .Select(c => new[] { script.Create(c), script.Introduce(c), script.Number(c) }.OfType<Intent>()).ToList(),
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct },
        async (begin, _) =>
        {
            foreach (var intent in begin)
            {
                for (var door = intent.Door; (await Call(intent, door)).Seen is null; door++)
                {
                }
            }
        });

    /// <summary>Asks for as long as nobody says that it is over, and then waits for what is under way.</summary>
    public async Task Run(int rate, CancellationToken over)
    {
        using var timer = new PeriodicTimer(Tick);
        var (begun, retried, clock) = (0L, 0L, Stopwatch.StartNew());
        while (!over.IsCancellationRequested && await timer.WaitForNextTickAsync(ct))
        {
            for (; begun < clock.Elapsed.TotalSeconds * rate; begun++)
            {
                Begin(script.Next());
            }

            for (; retried < clock.Elapsed.TotalSeconds * mix.TriesAgain; retried++)
            {
                TryAgain(retried);
            }

            if (_underWay.Fault is not null)
            {
                break;
            }
        }

        while (_underWay.Count > 0)
        {
            await timer.WaitForNextTickAsync(ct);
        }

        if (_underWay.Fault is { } fault)
        {
            throw new InvalidOperationException("The load saw what it may never see.", fault);
        }
    }

    /// <summary>Asks one thing until it goes through, besides what is asked at a fixed rate.</summary>
    public async Task<Answer> Ask(Intent intent)
    {
        for (var turn = (long)intent.Door; ; turn++)
        {
            if (await Call(intent, turn) is { Seen: not null } done)
            {
                await Fenced(intent, done);
                return done;
            }

            await Task.Delay(AskAgain, ct);
        }
    }

    private void Begin(Intent intent)
    {
        if (_underWay.Count >= mix.MostUnderWay)
        {
            Pulse.OnOverload();
            return;
        }

        _underWay.Follow(() => Play(intent));
    }

    private async Task Play(Intent intent)
    {
        var answer = await Call(intent, intent.Door);
        if (intent.Body is not null && answer.Ending is Ending.Unknown or Ending.TurnedAway)
        {
            _troubled.TryAdd(intent.Customer, intent);
        }

        if (intent.Again is { } pause)
        {
            await Task.Delay(pause, ct);
            await Call(intent, intent.Door + 1L);
        }

        await Fenced(intent, answer);
    }

    // As the receipt says: the same request under the same key tells it within seconds.
    private async Task Fenced(Intent intent, Answer answer)
    {
        for (var asked = 1L; mix.ForPlatforms && answer.FenceOpen && asked < MostAsked; asked++)
        {
            await Task.Delay(AskAgain, ct);
            var next = await Call(intent, intent.Door + asked);
            answer = next.Ending is Ending.Done or Ending.Replayed ? next : answer;
        }
    }

    private void TryAgain(long turn)
    {
        if (!_troubled.IsEmpty && _troubled.Keys.FirstOrDefault() is var customer && _troubled.TryRemove(customer, out var intent))
        {
            _underWay.Follow(async () =>
            {
                var answer = await Call(intent, intent.Door + turn);
                if (answer.Ending is Ending.Unknown or Ending.TurnedAway)
                {
                    _troubled.TryAdd(customer, intent);
                }
            });
        }
    }

    private async Task<Answer> Call(Intent intent, long turn)
    {
        var door = doors[(int)(turn % doors.Count)];
        int call;
        lock (intent)
        {
            call = intent.CallsSoFar++;
        }

        var customer = _customers.GetValueOrDefault(intent.Customer);
        recorder.Invoked(Recorder.Now, intent.Id, call, intent.Kind, intent.Customer, credentials.PrincipalOf(intent.Source).Value, door.Number);
        var answer = await door.Ask(intent, customer, ct);
        recorder.Returned(Recorder.Now, intent.Id, call, answer.Ending, answer.Status, answer.Seen);
        if (answer.FencedAt is { } fenced)
        {
            recorder.Fenced(intent.Customer, answer.Seen!.Version, fenced);
            Pulse.OnFenced();
        }

        if (intent.Kind == ActKind.Create && answer.Customer is { } named && _customers.TryAdd(intent.Customer, named))
        {
            recorder.Named(intent.Customer, named);
        }

        Pulse.On(door, intent, answer, first: answer.Seen is not null && _acknowledged.TryAdd(intent.Id, true));
        return answer;
    }
}
