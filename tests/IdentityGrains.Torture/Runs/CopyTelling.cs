using System.Text;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Runs;

/// <summary>All that happened between us and one platform about one customer, in order, for whoever has to find out why. Values are invented ones.</summary>
internal static class CopyTelling
{
    public static string Of(
        string platform, string number, IPermittedVersions book, IEnumerable<ToldCopy> copies, IEnumerable<LookedAt> looks, IEnumerable<Fenced> fences,
        IEnumerable<DisclosureEvent> log)
    {
        var lines = new List<(DateTimeOffset At, string What)>();
        lines.AddRange(book.Of(platform, number).Select(v => (v.RecordedAt, $"version {v.Version} permits {Said(v.Values)}")));
        lines.AddRange(fences.Select(f => (f.At, $"version {f.Version} is fenced")));
        lines.AddRange(copies.Where(c => c.Platform == platform && c.Number == number).Select(c => (
            c.ArrivedAt, $"told {c.DeliveryId} version {c.Version}: {Said(c.Values)}: answered {c.Status} at {c.EndedAt:mm:ss.fff}"
                + (c.Applied ? ", applied" : "") + (c.HungUp ? ", nobody waited" : "") + (c.OutOfOrder ? ", out of order" : ""))));
        lines.AddRange(looks.Where(l => l.Platform == platform && l.Number == number).Select(l => (l.ArrivedAt, $"looked at: {l.Status}")));
        lines.AddRange(log.Select(e => (e.At, $"  recorded: {Said(e)}")));
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"{number} at {platform}");
        foreach (var (at, what) in lines.OrderBy(l => l.At))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{at:mm:ss.ffffff} {what}");
        }

        return text.ToString();
    }

    private static string Said(IReadOnlyDictionary<string, ToldValue> values) => string.Join(", ", values.Select(v => $"{v.Key}={v.Value.Text ?? "nothing"}"));

    private static string Said(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptStarted e => $"{e.DeliveryId} version {e.PlannedVersion} begins",
        DisclosureEvent.AttemptAnswered e => $"{e.DeliveryId} {string.Join(' ', e.Outcome)}: {e.Level}",
        _ => $"{happened.DeliveryId} acknowledged",
    };
}
