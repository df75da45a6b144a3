using System.Diagnostics;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Nemesis;
using static IdentityGrains.Torture.Checkers.Tests.Told;

namespace IdentityGrains.Torture.Checkers.Tests;

public class What_dates_and_deliveries_must_hold
{
    private static readonly long Second = Stopwatch.Frequency;
    private static readonly DateTimeOffset Begin = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly StoreTime Time = new([(0, Begin)]);

    [Fact]
    public void An_entry_that_is_dated_between_asking_and_answer_passes() => Assert.Empty(Dated(seconds: 11));

    [Fact]
    public void An_entry_of_before_it_was_asked_is_found() => Assert.Contains("before it was asked", Assert.Single(Dated(seconds: 5)).What);

    [Fact]
    public void An_entry_of_after_it_was_acknowledged_is_found() => Assert.Contains("after it was acknowledged", Assert.Single(Dated(seconds: 20)).What);

    [Fact]
    public void Versions_whose_dates_go_back_are_found() =>
        Assert.Single(TimeOrder.Check([], [At(Entry(1, "a"), 2), At(Entry(2, "b"), 1)], Time));

    [Fact]
    public async Task A_stamp_that_an_activation_had_replaced_long_before_is_found()
    {
        var shelf = new PolicyShelf(await File.ReadAllTextAsync(Workshop.PolicyFile, TestContext.Current.CancellationToken));
        var next = PolicyDocument.Load(shelf.Next(1)).Policy!;
        var activated = new Activated(Epoch: 2, Acknowledged: 10 * Second, next.Hash);
        Assert.Contains(Stamped(shelf.First.Reference, second: 20), v => v.What.Contains("was stamped after", StringComparison.Ordinal));
        Assert.DoesNotContain(Stamped(shelf.First.Reference, second: 11), v => v.What.Contains("was stamped", StringComparison.Ordinal));
        Assert.DoesNotContain(Stamped(next.Reference, second: 20), v => v.What.Contains("was stamped", StringComparison.Ordinal));
        Assert.Contains(Stamped("nobody@1", second: 20), v => v.What.Contains("never was in force", StringComparison.Ordinal));

        IEnumerable<Violation> Stamped(string policy, int second) => new Disclosures(
            [new PlatformRequest(second * Second, "N-1", 3, policy, new Dictionary<string, string?>())], shelf.Policies,
            new History([], [activated], [], Time, 100 * Second)).Violations;
    }

    private static IReadOnlyList<Violation> Dated(int seconds) =>
        TimeOrder.Check([Write("a", Done(10 * Second, 12 * Second, 1))], [At(Entry(1, "a"), seconds)], Time);

    private static Kept At(Kept entry, int seconds) => entry with { RecordedAt = Begin.AddSeconds(seconds) };
}
