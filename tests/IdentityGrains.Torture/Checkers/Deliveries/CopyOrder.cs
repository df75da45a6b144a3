using IdentityGrains.Torture.Histories;

namespace IdentityGrains.Torture.Checkers.Deliveries;

/// <summary>When a host itself recorded that a request may have begun after its permit was over.</summary>
internal sealed record LateSend(string Platform, string Number, DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// C-6, R12, R13 and R22 by the platforms' own logs. Each request is held against the versions whose permitted content it carries: where the protocol stamps
/// none, any version counts that said just this and was recorded before the request came, always in favour of the product.
/// </summary>
/// <param name="book">What each version permits.</param>
/// <param name="fences">What callers were told of their withdrawals, by the customer's number.</param>
/// <param name="stood">When the harness stood still: what it saw come just after may have been there before.</param>
/// <param name="late">What hosts confessed: what a process did that stood still between looking and sending. It is told, and no violation.</param>
internal sealed class CopyOrder(
    IPermittedVersions book, ILookup<string, Fenced> fences, IReadOnlyCollection<Standstill> stood, IReadOnlyCollection<LateSend> late)
{
    public const string Name = "C-6";

    private readonly List<Violation> _violations = [];

    /// <summary>Requests that carried what a withdrawal forbids after its fence, each confessed by the host that sent it.</summary>
    public int ConfessedLate { get; private set; }

    /// <summary>Values that were looked at.</summary>
    public int Values { get; private set; }

    /// <summary>Looks at everything that was told.</summary>
    public IReadOnlyList<Violation> Check(IEnumerable<ToldCopy> copies)
    {
        foreach (var copy in copies.GroupBy(c => (c.Platform, c.Number)))
        {
            Follow(copy.Key.Platform, copy.Key.Number, [.. copy.OrderBy(c => c.ArrivedAt)]);
        }

        return _violations;
    }

    private void Follow(string platform, string number, List<ToldCopy> copies)
    {
        var versions = book.Of(platform, number);
        var (floor, before) = (0L, (Copy: (ToldCopy?)null, Newest: 0L));
        foreach (var copy in copies)
        {
            Values += copy.Values.Count(v => v.Value.Text is not null);
            if (before.Copy is { } last && copy.ArrivedAt < last.EndedAt - Doubt.OfArrival)
            {
                Add(copy, "a second request was under way beside one that was not over");
            }

            if (copy is { OutOfOrder: true, HungUp: false })
            {
                Add(copy, "the platform had a newer version already");
            }

            Permitted[] told = [.. versions.Where(v => (copy.Version is not { } stamped || stamped == v.Version) && v.Says(copy))];
            if (told.Length == 0)
            {
                Add(copy, WhyNone(copy, versions));
                continue;
            }

            var (oldest, newest) = (told[0].Version, told[^1].Version);
            Fences(copy, newest, versions);
            Waits(copy, newest, before);
            if (copy is { Applied: true, HungUp: false })
            {
                if (newest < floor)
                {
                    Add(copy, $"version {newest} was applied after {floor}");
                }

                floor = Math.Max(floor, oldest);
            }

            before = (copy, newest);
        }
    }

    private void Fences(ToldCopy copy, long newest, IReadOnlyList<Permitted> versions)
    {
        var there = ThereAtTheEarliest(copy);
        foreach (var fence in fences[copy.Number].Where(f => newest < f.Version && there > f.At + Doubt.OfArrival))
        {
            // Granted anew meanwhile, the same may be told again, and the delivery that was planned before is the same one: it bears the version of its plan.
            if (versions.Any(v => v.Version > fence.Version && v.Says(copy)))
            {
                continue;
            }

            var open = versions.FirstOrDefault(v => v.Version == fence.Version)?.Open;
            var forbidden = copy.Values.Where(v => v.Value.Text is not null && open?.Contains(v.Key) == false).Select(v => v.Key).ToArray();
            if (forbidden.Length == 0)
            {
                continue;
            }

            if (late.Any(l => l.Platform == copy.Platform && l.Number == copy.Number && copy.ArrivedAt >= l.From && copy.ArrivedAt <= l.Until))
            {
                ConfessedLate++;
            }
            else
            {
                var after = copy.ArrivedAt - fence.At;
                Add(copy, $"began {after.TotalSeconds:0.0} s after version {fence.Version} was fenced, with {string.Join(", ", forbidden)}");
            }
        }
    }

    private DateTimeOffset ThereAtTheEarliest(ToldCopy copy)
    {
        var there = copy.ArrivedAt;
        foreach (var still in stood.Reverse())
        {
            there = still.From < there && still.Until >= there - Doubt.OfArrival ? still.From : there;
        }

        return there;
    }

    // The very same again, before the platform's own time: whoever was planned anew meanwhile is another delivery.
    private void Waits(ToldCopy copy, long newest, (ToldCopy? Copy, long Newest) before)
    {
        if (before.Copy is { Wait: { } wait, EndedAt: var told } last && before.Newest == newest && last.DeliveryId == copy.DeliveryId
            && copy.ArrivedAt < told + wait - Doubt.OfArrival)
        {
            Add(copy, $"was told again after {(copy.ArrivedAt - told).TotalSeconds:0.0} s; the platform had asked to wait {wait.TotalSeconds:0} s");
        }
    }

    private static string WhyNone(ToldCopy copy, IReadOnlyList<Permitted> versions)
    {
        var at = copy.Version is { } stamped ? versions.FirstOrDefault(v => v.Version == stamped) : versions.LastOrDefault(v => v.RecordedAt <= copy.ArrivedAt);
        var told = copy.Values.Where(v => v.Value.Text is not null && at?.Open.Contains(v.Key) != true).Select(v => v.Key).ToArray();
        return at is null ? "was told at a version that is not kept"
            : told.Length > 0 ? $"{string.Join(", ", told)} told, not permitted at version {at.Version}"
            : $"no version says what was told of {string.Join(", ", copy.Values.Keys)}";
    }

    private void Add(ToldCopy copy, string what) =>
        _violations.Add(new Violation(Name, copy.Number, $"{copy.Platform} at {copy.ArrivedAt:HH:mm:ss.fff}: {what}"));
}
