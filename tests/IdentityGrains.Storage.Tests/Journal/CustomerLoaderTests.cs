using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sealing;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

public sealed class CustomerLoaderTests : IAsyncDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly CustomerId _customer = CustomerId.New();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private CustomerLoader Loader => new(_store.Store.Journal, _store.Store.CustomerKeys);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Nobody_is_loaded_of_whom_nothing_is_recorded() => Assert.Null(await Loader.Load(_customer, Now));

    [Fact]
    public async Task A_customer_is_the_fold_of_its_entries()
    {
        var author = await Written(3);

        var loaded = await Loader.Load(_customer, Now);

        Assert.Equal(3, loaded!.State.Version);
        Assert.Equal("Ana", ((Domain.Fields.FieldValue.Text)loaded.State.Field(new FieldName("given_name")).Value).Value);
        Assert.Equal(author.Head.Hash.ToArray(), loaded.Head.Hash.ToArray());
        Assert.Equal(Author.Start.AddSeconds(2), loaded.RecordedAt);
    }

    [Fact]
    public async Task A_snapshot_gives_the_same_customer_as_the_whole_record()
    {
        var author = await Written(5);
        var whole = (await Loader.Load(_customer, Now))!;
        await _store.Store.Journal.SaveSnapshot(_customer, SnapshotSealer.Seal(whole.Key, whole.State, whole.Head.Hash, whole.RecordedAt), Now);

        var atHead = (await Loader.Load(_customer, Now))!;
        await _store.Store.Journal.Commit([author.Run(2)], Now);
        var behind = (await Loader.Load(_customer, Now))!;

        Assert.Equal(CustomerCodec.Write(whole.State), CustomerCodec.Write(atHead.State));
        Assert.Equal(whole.RecordedAt, atHead.RecordedAt);
        Assert.Equal(7, behind.State.Version);
    }

    [Fact]
    public async Task A_snapshot_that_does_not_open_costs_time_only()
    {
        await Written(5);
        var whole = (await Loader.Load(_customer, Now))!;
        var sealedOne = SnapshotSealer.Seal(whole.Key, whole.State, whole.Head.Hash, whole.RecordedAt);
        var spoilt = sealedOne.Sealed.ToArray();
        spoilt[^40] ^= 1;
        await _store.Store.Journal.SaveSnapshot(_customer, sealedOne with { Sealed = spoilt }, Now);

        Assert.Equal(CustomerCodec.Write(whole.State), CustomerCodec.Write((await Loader.Load(_customer, Now))!.State));
    }

    [Fact]
    public async Task A_record_without_its_key_is_not_read()
    {
        await _store.Store.Journal.Commit([new Author(_customer, new CustomerKey(new byte[32], 1)).Run()], Now);

        await Assert.ThrowsAsync<KeyMissingException>(() => Loader.Load(_customer, Now));
    }

    private async Task<Author> Written(int entries)
    {
        var author = new Author(_customer, await _store.Store.CustomerKeys.GetOrCreate(_customer, Now));
        await _store.Store.Journal.Commit([author.Run(entries)], Now);
        return author;
    }
}
