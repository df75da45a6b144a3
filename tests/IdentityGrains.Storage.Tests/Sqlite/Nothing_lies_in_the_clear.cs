using System.Text;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Sqlite;

public sealed class Nothing_lies_in_the_clear : SqliteFixture
{
    [Fact]
    public async Task Of_a_thousand_values_none_is_in_any_file()
    {
        var planted = Enumerable.Range(0, 1000).Select(i => $"Planted-{i:D4}-{Guid.NewGuid():N}").ToArray();
        await using (var writer = new JournalWriter(Store.Journal, new JournalWriterOptions(), TimeProvider.System))
        {
            await Task.WhenAll(planted.Chunk(10).Select(values => Plant(writer, values)));
        }

        var open = Contents();
        await Temporary.Close();
        foreach (var bytes in open.Concat(Contents()))
        {
            Assert.Equal(-1, bytes.AsSpan().IndexOf("Planted-"u8));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes("Planted-")));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.BigEndianUnicode.GetBytes("Planted-")));
        }
    }

    private static async Task<Author> Known(Storage.Sqlite.SqliteStore store)
    {
        var customer = CustomerId.New();
        return new Author(customer, await store.CustomerKeys.GetOrCreate(customer, Now));
    }

    private async Task Plant(JournalWriter writer, string[] values)
    {
        var author = await Known(Store);
        var key = NativeKey.FromTrusted(new SourceName("crm"), values[0]);
        await Store.NativeKeys.Bind(key, author.Customer, Now);
        await writer.Commit(author.RunOf(Head.Start, author.Write(new CustomerCreated(key.Source), new KeyAttached(key))));
        foreach (var value in values)
        {
            await writer.Commit(author.RunOf(author.Head, author.Write(
                author.Says("given_name", value),
                new Domain.Restriction.ProcessingRestricted(key.Source, ProofLevel.None, [new Evidence("case_reference", value)]))));
        }

        var loaded = (await new CustomerLoader(Store.Journal, Store.CustomerKeys).Load(author.Customer, Now))!;
        Assert.Equal(values.Length + 1, loaded.State.Version);
        await Store.Journal.SaveSnapshot(author.Customer, SnapshotSealer.Seal(loaded.Key, loaded.State, loaded.Head.Hash, loaded.RecordedAt), Now);
    }

    private List<byte[]> Contents() =>
        [.. Directory.EnumerateFiles(Temporary.Folder, "*", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(Read)];

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
