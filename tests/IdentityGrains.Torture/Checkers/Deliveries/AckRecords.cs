using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>What a protocol can prove at most, as its documentation says: the checker's own list.</summary>
/// <param name="Ceiling">The most that an answer proves.</param>
/// <param name="CallsBack">True when the platform calls and says that it applied; false when it has to be looked at.</param>
internal sealed record Proof(AckLevel Ceiling, bool CallsBack);

/// <summary>
/// C-7: our records of acknowledgements joined with what the platforms saw. None is without a request, none twice, none of what another took the place of,
/// none above what the protocol proves, and none says "certainly not" of what the platform wrote down.
/// </summary>
/// <param name="proofs">By platform.</param>
/// <param name="copies">What platforms were told.</param>
/// <param name="looks">When they were looked at.</param>
internal sealed class AckRecords(IReadOnlyDictionary<string, Proof> proofs, IEnumerable<ToldCopy> copies, IEnumerable<LookedAt> looks)
{
    public const string Name = "C-7";

    private readonly ILookup<(string, string), ToldCopy> _copies = copies.ToLookup(c => (c.Platform, c.Number));
    private readonly ILookup<(string, string), LookedAt> _looks = looks.ToLookup(l => (l.Platform, l.Number));
    private readonly List<Violation> _violations = [];
    private readonly Dictionary<string, int> _without = new(StringComparer.Ordinal);

    /// <summary>Records that were looked at.</summary>
    public int Records { get; private set; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Why attempts are recorded as certainly without effect, and how many for each reason.</summary>
    public string WithoutEffect => string.Join(", ", _without.OrderByDescending(w => w.Value).Select(w => $"{w.Key} {w.Value}"));

    /// <summary>Looks at the log about one customer and platform, in order.</summary>
    public void Follow(string platform, string number, IEnumerable<DisclosureEvent> log)
    {
        var (started, reached) = (new Dictionary<string, (DateTimeOffset First, int Open)>(), new Dictionary<string, AckLevel>());
        var effects = new Effects();
        var newest = "";
        foreach (var happened in log)
        {
            var id = happened.DeliveryId;
            if (happened is DisclosureEvent.AttemptStarted)
            {
                var again = started.TryGetValue(newest = id, out var before);
                started[id] = (again ? before.First : happened.At, before.Open + 1);
                effects.Begin(id, happened.At);
                continue;
            }

            Records++;
            if (!started.TryGetValue(id, out var attempt))
            {
                Require(holds: false, $"{id} has an answer and was never tried");
                continue;
            }

            switch (happened)
            {
                case DisclosureEvent.AttemptAnswered answered:
                    Require(attempt.Open > 0, $"{id} was answered more often than it was tried");
                    started[id] = attempt with { Open = attempt.Open - 1 };
                    effects.End(answered);
                    Answered(platform, number, answered, attempt.First);
                    break;
                case DisclosureEvent.DeliveryAcknowledged acknowledged:
                    Require(newest == id, $"{id} was acknowledged after another delivery had taken its place");
                    Require(acknowledged.Level > reached.GetValueOrDefault(id), $"{id} was acknowledged twice");
                    Acknowledged(platform, number, acknowledged, attempt.First);
                    reached[id] = acknowledged.Level;
                    break;
            }
        }

        foreach (var copy in effects.Unaccounted(_copies[(platform, number)].Where(c => c.Applied)))
        {
            Require(holds: false, $"what came at {copy.ArrivedAt:HH:mm:ss.fff} is recorded as certainly without effect, and the platform wrote it down");
        }

        void Require(bool holds, string otherwise) => Found(holds, platform, number, otherwise);
    }

    private void Answered(string platform, string number, DisclosureEvent.AttemptAnswered answered, DateTimeOffset since)
    {
        var told = Told(platform, number, answered.DeliveryId, since, answered.At).ToArray();
        if (answered.Level <= AckLevel.Planned)
        {
            var why = $"{platform} {answered.Outcome[^1]}";
            _without[why] = _without.GetValueOrDefault(why) + 1;
        }

        Found(answered.Level <= proofs[platform].Ceiling, platform, number, $"{answered.DeliveryId}: an answer proves no more than {proofs[platform].Ceiling}");
        Found(
            answered.Level < AckLevel.Accepted || Array.Exists(told, c => c.Taken), platform, number,
            $"{answered.DeliveryId} is recorded as taken, and the platform took no such request");
    }

    private void Acknowledged(string platform, string number, DisclosureEvent.DeliveryAcknowledged acknowledged, DateTimeOffset since)
    {
        var proved = proofs[platform].CallsBack
            ? Told(platform, number, acknowledged.DeliveryId, since, acknowledged.At).Any(c => c.Applied)
            : _looks[(platform, number)].Any(l => l.Status is >= 200 and < 300 && l.EndedAt >= since - Doubt.OfArrival
                && l.ArrivedAt <= acknowledged.At + Doubt.OfArrival);
        Found(proved, platform, number, proofs[platform].CallsBack
            ? $"{acknowledged.DeliveryId} is recorded as confirmed, and the platform never applied it"
            : $"{acknowledged.DeliveryId} is recorded as confirmed, and nobody had looked");
    }

    // Where a protocol names no delivery, the time in which it was under way has to do.
    private IEnumerable<ToldCopy> Told(string platform, string number, string delivery, DateTimeOffset since, DateTimeOffset until) =>
        _copies[(platform, number)].Where(c => c.ArrivedAt >= since - Doubt.OfArrival && c.ArrivedAt <= until + Doubt.OfArrival
            && (c.DeliveryId is null || c.DeliveryId == delivery));

    private void Found(bool holds, string platform, string number, string otherwise)
    {
        if (!holds)
        {
            _violations.Add(new Violation(Name, number, $"{platform}: {otherwise}"));
        }
    }
}
