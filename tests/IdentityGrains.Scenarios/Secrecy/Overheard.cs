using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Scenarios.Secrecy;

/// <summary>
/// Everything that the process says to operators while it runs: logs, traces and metrics, as texts. While somebody listens every span is made, so whoever
/// listens runs alone.
/// </summary>
[CollectionDefinition(nameof(Overheard), DisableParallelization = true)]
public sealed class Overheard : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, byte> _logs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _traces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _metrics = new(StringComparer.Ordinal);
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters;

    public Overheard()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            SampleUsingParentId = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _meters.SetMeasurementEventCallback<byte>(Hear);
        _meters.SetMeasurementEventCallback<short>(Hear);
        _meters.SetMeasurementEventCallback<int>(Hear);
        _meters.SetMeasurementEventCallback<long>(Hear);
        _meters.SetMeasurementEventCallback<float>(Hear);
        _meters.SetMeasurementEventCallback<double>(Hear);
        _meters.SetMeasurementEventCallback<decimal>(Hear);
        _meters.Start();
    }

    public ICollection<string> Logs => _logs.Keys;

    public ICollection<string> Traces => _traces.Keys;

    public ICollection<string> Metrics
    {
        get
        {
            _meters.RecordObservableInstruments();
            return _metrics.Keys;
        }
    }

    /// <summary>The product at its most talkative; of everybody else, what the product lets through.</summary>
    public void Listen(ILoggingBuilder logging) =>
        logging.AddProvider(this).AddFilter<Overheard>("IdentityGrains", LogLevel.Trace);

    /// <summary>Everybody at his most talkative.</summary>
    public void ListenToAll(ILoggingBuilder logging) =>
        logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace).AddFilter<Overheard>(null, LogLevel.Trace);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Hear(Activity activity)
    {
        var said = activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags.Prepend(new("", e.Name))))
            .Concat(activity.Baggage.Select(b => new KeyValuePair<string, object?>(b.Key, b.Value)))
            .Concat(activity.Links.SelectMany(l => l.Tags ?? []));
        _traces.TryAdd(
            $"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription} {activity.TraceStateString} {Text(said)}", 0);
    }

    private void Hear<T>(Instrument instrument, T measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) =>
        _metrics.TryAdd($"{instrument.Meter.Name} {instrument.Name} {Text(tags.ToArray())}", 0);

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.Select(t => $"{t.Key}={t.Value}"));

    private sealed class Ear(Overheard all, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Hear($"{category} scope {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Hear($"{category} {logLevel} {eventId} {formatter(state, exception)} {Values(state)} {exception}");

        private void Hear(string line) => all._logs.TryAdd(line, 0);

        private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values ? Text(values) : state?.ToString() ?? "";
    }
}
