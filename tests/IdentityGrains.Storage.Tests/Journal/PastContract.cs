using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>What every store promises of the past.</summary>
public abstract class PastContract
{
    private const int Stretch = StoredSnapshot.Stretch;
    private readonly Author _ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    protected abstract IJournal Journal { get; }

    protected abstract IPolicies Policies { get; }

    [Fact]
    public async Task An_instant_means_the_last_version_recorded_at_or_before_it()
    {
        await Journal.Commit([_ana.Run(20)], Now);

        for (var version = 1; version <= 20; version++)
        {
            var at = Author.Start.AddSeconds(version - 1);
            Assert.Equal(version, await Journal.VersionAt(_ana.Customer, at, Now));
            Assert.Equal(version, await Journal.VersionAt(_ana.Customer, at.AddMilliseconds(999), Now));
        }

        Assert.Equal(0, await Journal.VersionAt(_ana.Customer, Author.Start.AddMilliseconds(-1), Now));
        Assert.Equal(20, await Journal.VersionAt(_ana.Customer, DateTimeOffset.MaxValue, Now));
        Assert.Equal(0, await Journal.VersionAt(CustomerId.New(), Author.Start, Now));
    }

    [Fact]
    public async Task A_version_is_loaded_with_the_entries_up_to_it_and_no_further()
    {
        await Journal.Commit([_ana.Run(10)], Now);

        Assert.Equal([1L, 2L, 3L, 4L], (await Journal.LoadAt(_ana.Customer, 4, Now))!.Entries.Select(e => e.Version));
        Assert.Null(await Journal.LoadAt(_ana.Customer, 11, Now));
        Assert.Null(await Journal.LoadAt(_ana.Customer, 0, Now));
        Assert.Null(await Journal.LoadAt(CustomerId.New(), 1, Now));
    }

    [Fact]
    public async Task Of_each_stretch_the_first_snapshot_is_kept_and_the_newest()
    {
        await Written(3 * Stretch + 200, every: 64);

        var kept = await Kept(3 * Stretch + 200);
        Assert.Equal([64L, Stretch, 2 * Stretch, 3 * Stretch, 3 * Stretch + 192], kept);
    }

    [Fact]
    public async Task From_whatever_snapshot_a_version_is_folded_it_is_the_fold_from_the_start()
    {
        await Written(Stretch + 200, every: 50);
        var state = Customer.Nobody(_ana.Customer);
        foreach (var entry in await Journal.Read(_ana.Customer, 1, int.MaxValue, Now))
        {
            state = state.Apply(EntryReader.Open(entry, _ana.Key).Events);
            if (entry.Version % 37 is 0 or 1)
            {
                var past = await new CustomerLoader(Journal, new OneKey(_ana.Key)).LoadAt(_ana.Customer, entry.Version, _ana.Key, Now);
                Assert.Equal(CustomerCodec.Write(state), CustomerCodec.Write(past!.State));
                Assert.Equal(entry.Hash.ToArray(), past.Head.Hash.ToArray());
                Assert.Equal(entry.RecordedAt, past.RecordedAt);
            }
        }
    }

    [Fact]
    public async Task A_snapshot_that_comes_late_disturbs_none_of_those_that_are_kept()
    {
        await Written(Stretch + 100, every: 64);
        var before = await Kept(Stretch + 100);
        await Journal.SaveSnapshot(_ana.Customer, await Snapshot(200), Now);

        Assert.Equal(before, await Kept(Stretch + 100));
    }

    [Fact]
    public async Task An_epoch_was_in_force_from_its_activation_to_the_next()
    {
        var (first, second) = (Author.Start, Author.Start.AddDays(1));
        await Policies.Activate("v1", new string('a', 64), first, Now);
        await Policies.Activate("v2", new string('b', 64), second, Now);
        await Policies.Activate("v2", new string('b', 64), second.AddDays(1), Now);

        Assert.Null(await Policies.EpochAt(first.AddTicks(-10), Now));
        Assert.Equal(1, await Policies.EpochAt(first, Now));
        Assert.Equal(1, await Policies.EpochAt(second.AddTicks(-10), Now));
        Assert.Equal(2, await Policies.EpochAt(second, Now));
        Assert.Equal(2, await Policies.EpochAt(second.AddYears(1), Now));
        Assert.Equal(("v1", first), ((await Policies.Find(1, Now))!.Document, (await Policies.Find(1, Now))!.ActivatedAt));
        Assert.Null(await Policies.Find(3, Now));
    }

    [Fact]
    public async Task An_epoch_never_begins_before_the_one_before_it()
    {
        await Policies.Activate("v1", new string('a', 64), Author.Start, Now);
        var second = await Policies.Activate("v2", new string('b', 64), Author.Start.AddDays(-1), Now);

        Assert.True(second.ActivatedAt > Author.Start);
        Assert.Equal(1, await Policies.EpochAt(Author.Start, Now));
    }

    private async Task Written(int entries, int every)
    {
        await Journal.Commit([_ana.Run(entries)], Now);
        for (var version = every; version <= entries; version += every)
        {
            await Journal.SaveSnapshot(_ana.Customer, await Snapshot(version), Now);
        }
    }

    private async Task<StoredSnapshot> Snapshot(long version)
    {
        var past = (await new CustomerLoader(Journal, new OneKey(_ana.Key)).LoadAt(_ana.Customer, version, _ana.Key, Now))!;
        return SnapshotSealer.Seal(_ana.Key, past.State, past.Head.Hash, past.RecordedAt);
    }

    private async Task<long[]> Kept(long head)
    {
        var kept = new Stack<long>();
        for (var at = head; at > 0 && (await Journal.LoadAt(_ana.Customer, at, Now))!.Snapshot is { } found; at = found.Version - 1)
        {
            kept.Push(found.Version);
        }

        return [.. kept];
    }
}
