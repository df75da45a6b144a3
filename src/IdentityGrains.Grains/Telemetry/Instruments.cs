using System.Diagnostics.Metrics;
using IdentityGrains.Connectors;
using IdentityGrains.Connectors.Subscriptions;
using IdentityGrains.Domain.Messages;
using IdentityGrains.Grains.Messages;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Reconciling;

namespace IdentityGrains.Grains.Telemetry;

/// <summary>What the product counts of itself: the meter <c>IdentityGrains</c>. Labels are words of the policy and of the law, never a customer.</summary>
internal sealed class Instruments
{
    /// <summary>The meter's name.</summary>
    public const string Meter = "IdentityGrains";

    private readonly Counter<long> _answers;
    private readonly Counter<long> _claims;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _lateSends;
    private readonly Counter<long> _acknowledgements;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _planningDelay;
    private readonly Counter<long> _swept;
    private readonly Counter<long> _compared;
    private readonly Counter<long> _drifts;
    private readonly Counter<long> _repairs;

    /// <summary>Registers the instruments; the writer's own counts are read when somebody looks.</summary>
    public Instruments(IMeterFactory meters, JournalWriter writer)
    {
        var meter = meters.Create(Meter);
        _answers = meter.CreateCounter<long>("identitygrains.answers", "{answer}", "What callers were told");
        _claims = meter.CreateCounter<long>("identitygrains.claims", "{claim}", "What became of asserted fields");
        _lateSends = meter.CreateCounter<long>("identitygrains.late_sends", "{request}", "Requests that may have begun after their permit was over");
        _attempts = meter.CreateCounter<long>("identitygrains.attempts", "{attempt}", "Requests to platforms by what their answer proves");
        _acknowledgements = meter.CreateCounter<long>("identitygrains.acknowledgements", "{callback}", "Callbacks of platforms");
        _messages = meter.CreateCounter<long>("identitygrains.messages", "{message}", "Messages to customers by what became of them");
        _events = meter.CreateCounter<long>("identitygrains.events.posts", "{round}", "Rounds of events posted to subscriptions by how they ended");
        _planningDelay = meter.CreateHistogram<double>("identitygrains.planning.delay", "s", "From a durable change to its plan: the lag of feed and planner");
        _compared = meter.CreateCounter<long>("identitygrains.reconciliation.looked", "{customer}", "Customers whose copies at a platform were looked at");
        _drifts = meter.CreateCounter<long>("identitygrains.reconciliation.drifts", "{field}", "Fields that differed at a platform, by kind");
        _repairs = meter.CreateCounter<long>("identitygrains.reconciliation.repaired", "{customer}", "Customers whose copies were repaired");
        _swept = meter.CreateCounter<long>("identitygrains.policy.swept", "{customer}", "Customers visited because the policy is another one");
        meter.CreateObservableCounter("identitygrains.journal.entries", () => writer.Entries, "{entry}", "Entries made durable");
        meter.CreateObservableCounter("identitygrains.journal.commits", () => writer.Commits, "{commit}", "Shared commits that made them so");
        meter.CreateObservableCounter("identitygrains.journal.runs", () => Runs(writer), "{run}", "Runs handed to the shared commit by what became of them");
    }

    private static IEnumerable<Measurement<long>> Runs(JournalWriter writer) => Enum.GetValues<RunOutcome>()
        .Select(o => new Measurement<long>(writer.Runs(o), new KeyValuePair<string, object?>("outcome", Words.Of(o))));

    /// <summary>A caller was answered.</summary>
    public void OnAnswered(Answer answer)
    {
        switch (answer)
        {
            case Answer.Done done:
                _answers.Add(1, new KeyValuePair<string, object?>("answer", done.Replayed ? "replayed" : "done"));
                if (!done.Replayed)
                {
                    foreach (var field in done.Receipt.Fields)
                    {
                        _claims.Add(1, new KeyValuePair<string, object?>("outcome", Words.Of(field.Outcome)));
                    }
                }

                break;
            case Answer.Refused refused:
                _answers.Add(1, new KeyValuePair<string, object?>("answer", Words.Of(refused.Why)));
                break;
            default:
                _answers.Add(1, new KeyValuePair<string, object?>("answer", "reused"));
                break;
        }
    }

    /// <summary>A subscription was told of events, or was not.</summary>
    public void OnEventsPosted(EventEnd end) => _events.Add(1, new KeyValuePair<string, object?>("result", end.GetType().Name));

    /// <summary>A platform answered a request.</summary>
    public void OnAttempt(PlatformName platform, SendResult result) => _attempts.Add(
        1, new KeyValuePair<string, object?>("platform", platform.Value), new KeyValuePair<string, object?>("result", result.GetType().Name));

    /// <summary>A request may have begun after its permit was over.</summary>
    public void OnLateSend(PlatformName platform) => _lateSends.Add(1, new KeyValuePair<string, object?>("platform", platform.Value));

    /// <summary>A platform called back.</summary>
    public void OnAcknowledged(PlatformName platform, string verdict) => _acknowledgements.Add(
        1, new KeyValuePair<string, object?>("platform", platform.Value), new KeyValuePair<string, object?>("verdict", verdict));

    /// <summary>An attempt at a message to a customer is over.</summary>
    public void OnMessage(MessageKind kind, MessageOutcome outcome) => _messages.Add(
        1, new KeyValuePair<string, object?>("kind", Words.Of(kind)), new KeyValuePair<string, object?>("outcome", Words.Of(outcome)));

    /// <summary>A change was planned.</summary>
    public void OnPlanned(TimeSpan sinceDurable) => _planningDelay.Record(sinceDurable.TotalSeconds);

    /// <summary>A run over a platform's copies is over.</summary>
    public void OnReconciled(Reconciliation run)
    {
        var platform = new KeyValuePair<string, object?>("platform", run.Platform.Value);
        _compared.Add(run.Figures.Looked, platform);
        _repairs.Add(run.Figures.Repaired, platform);
        foreach (var (kind, count) in run.Figures.Kinds)
        {
            _drifts.Add(count, platform, new KeyValuePair<string, object?>("kind", kind));
        }
    }

    /// <summary>Customers were visited because the policy is another one.</summary>
    public void OnSwept(int customers) => _swept.Add(customers);
}
