using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Reading;

namespace IdentityGrains.Grains.Delivery.Pace;

/// <summary>
/// What one partition has left of its leases, and what it still has to tell of its requests. Not thread-safe: it lives on a grain's scheduler.
/// </summary>
internal sealed class PlatformLeave(IPaceGrain pace, TimeProvider time)
{
    private const string TooMany = "http_429";

    // Where a platform that takes no more does not say how long.
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(1);

    private int _urgent;
    private int _others;
    private long _asked;
    private TimeSpan _for = TimeSpan.Zero;
    private bool _short;

    /// <summary>
    /// Asks for what is wanted beyond what is left, unless less was granted than was wanted: then there is no more until that is over. What was granted whole
    /// and is used up is no reason to wait.
    /// </summary>
    public async Task Ask(int urgent, int others)
    {
        var isOver = _for == TimeSpan.Zero || time.GetElapsedTime(_asked) >= _for;
        if (!isOver && (_short || (_urgent >= urgent && _others >= others)))
        {
            return;
        }

        _asked = time.GetTimestamp();
        var lease = await pace.Lease(urgent, others);
        (_urgent, _others, _for) = (lease.Urgent, lease.Others, lease.For);
        _short = lease.Urgent < urgent || lease.Others < others;
    }

    /// <summary>How long to wait for more leave.</summary>
    public TimeSpan Wait => _for - time.GetElapsedTime(_asked) is { Ticks: > 0 } rest ? rest : TimeSpan.FromMilliseconds(1);

    /// <summary>Takes leave for one request; false when there is none.</summary>
    public bool Take(bool urgent)
    {
        if (_for == TimeSpan.Zero || time.GetElapsedTime(_asked) >= _for || (urgent ? _urgent : _others) == 0)
        {
            return false;
        }

        if (urgent)
        {
            _urgent--;
        }
        else
        {
            _others--;
        }

        return true;
    }

    /// <summary>Tells the platform's limiter what one request came back with.</summary>
    public void Tell(SendAnswer answer)
    {
        var held = answer.Results.Any(r => r is SendResult.Hold);
        var failed = answer.Results.All(r => r is SendResult.Indeterminate || (r is SendResult.Retry retry && IsOfThePlatform(retry)));
        var throttled = answer.Results.OfType<SendResult.Retry>().Where(r => r.Why == TooMany).Max(r => r.After ?? LongEnough as TimeSpan?);
        if (held || failed)
        {
            _for = TimeSpan.Zero;
        }

        _ = pace.Hear(new PaceNews(
            failed || held ? 0 : 1, failed ? 1 : 0, held, throttled, answer.Rate is { } r ? new PaceReading(r.Remaining, r.Within) : null,
            answer.Results.Any(r => r is SendResult.Hold { Why: SendResult.Hold.Gone })));
    }

    /// <summary>Tells it what a reading came back with. Platforms count readings too; one that shows less than it should works all the same.</summary>
    public void Tell(ReadAnswer? shown)
    {
        var news = shown switch
        {
            ReadAnswer.NotNow { Why: TooMany } later => new PaceNews(0, 0, false, later.After ?? LongEnough, null, false),
            ReadAnswer.Observed { Rate: { } rate } => new PaceNews(0, 0, false, null, new PaceReading(rate.Remaining, rate.Within), false),
            _ => null,
        };
        if (news is not null)
        {
            _ = pace.Hear(news);
        }
    }

    // Who counts our requests, or refuses a batch for what is in it, works.
    private static bool IsOfThePlatform(SendResult.Retry retry) => retry.Why != TooMany && SendResult.Retry.RefusedBatch(retry.Why) is null;
}
