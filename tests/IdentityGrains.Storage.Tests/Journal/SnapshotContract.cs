using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>What every store promises of snapshots.</summary>
public abstract class SnapshotContract
{
    private readonly Author _ana = new();

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    protected abstract IJournal Journal { get; }

    [Fact]
    public async Task A_fitting_snapshot_spares_the_entries_before_it()
    {
        await Journal.Commit([_ana.Run(3)], Now);
        await Journal.SaveSnapshot(_ana.Customer, At(3), Now);
        await Journal.Commit([_ana.Run(2)], Now);

        var stored = await Journal.Load(_ana.Customer, Now);

        Assert.Equal(3, stored!.Snapshot!.Version);
        Assert.Equal([4L, 5L], stored.Tail.Select(e => e.Version));
    }

    [Fact]
    public async Task A_snapshot_of_another_fold_is_ignored()
    {
        await Journal.Commit([_ana.Run(3)], Now);
        await Journal.SaveSnapshot(_ana.Customer, At(3) with { FoldVersion = Fold.FoldVersion + 1 }, Now);

        var stored = await Journal.Load(_ana.Customer, Now);

        Assert.Null(stored!.Snapshot);
        Assert.Equal(3, stored.Tail.Count);
    }

    [Fact]
    public async Task A_snapshot_of_another_entry_is_ignored()
    {
        await Journal.Commit([_ana.Run(3)], Now);
        await Journal.SaveSnapshot(_ana.Customer, At(3) with { EntryHash = new byte[32] }, Now);

        Assert.Null((await Journal.Load(_ana.Customer, Now))!.Snapshot);
    }

    [Fact]
    public async Task A_late_snapshot_does_not_replace_a_newer_one()
    {
        await Journal.Commit([_ana.Run(3)], Now);
        var early = At(3);
        await Journal.Commit([_ana.Run(3)], Now);
        await Journal.SaveSnapshot(_ana.Customer, At(6), Now);
        await Journal.SaveSnapshot(_ana.Customer, early, Now);

        Assert.Equal(6, (await Journal.Load(_ana.Customer, Now))!.Snapshot!.Version);
    }

    private StoredSnapshot At(long version) =>
        SnapshotSealer.Seal(_ana.Key, Customer.Nobody(_ana.Customer) with { Version = version }, _ana.Head.Hash, _ana.At);
}
