using System.Collections.Concurrent;
using System.Diagnostics;

namespace IdentityGrains.Gateway.Tests.BadInputs;

/// <summary>All that activities of this process say of themselves, as an exporter of traces would hear it.</summary>
internal sealed class HeardActivities : IDisposable
{
    private readonly ActivityListener _listener;

    public HeardActivities()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => All.Enqueue(string.Join('\n',
                [activity.DisplayName, activity.TraceStateString ?? "", .. activity.TagObjects.Select(t => $"{t.Key}={t.Value}"),
                 .. activity.Baggage.Select(b => $"{b.Key}={b.Value}")])),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentQueue<string> All { get; } = new();

    public void Dispose() => _listener.Dispose();
}
