using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Tests.Sqlite;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Verification;

public sealed class VerifyingTests : SqliteFixture
{
    [Fact]
    public async Task A_store_is_verified_while_it_is_written()
    {
        await using var writer = new JournalWriter(Store.Journal, new JournalWriterOptions(), TimeProvider.System);
        var authors = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Known()));
        var writing = Task.WhenAll(authors.Select(async author =>
        {
            for (var i = 0; i < 20; i++)
            {
                await writer.Commit(author.Run());
            }
        }));

        while (!writing.IsCompleted)
        {
            Assert.Empty((await Verify(Temporary.Folder)).Broken);
        }

        await writing;
        Assert.Equal(400, (await Verify(Temporary.Folder)).Entries);
    }

    [Fact]
    public async Task A_store_is_verified_as_a_crash_left_it()
    {
        await Store.Journal.Commit([(await Known()).Run(300)], Now);
        var copy = Temporary.CopyAsCrashed();
        try
        {
            var report = await Verify(copy);
            Assert.Equal((true, 300, 0), (report.Holds, report.Entries, report.Unreadable));
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task Without_the_key_folder_the_chain_is_verified()
    {
        await Store.Journal.Commit([(await Known()).Run(3)], Now);
        await Temporary.Close();
        Directory.Delete(Path.Combine(Temporary.Folder, "keys"), recursive: true);

        var report = await Verify(Temporary.Folder);

        Assert.Equal((true, 3, 1), (report.Holds, report.Entries, report.Unreadable));
    }

    [Fact]
    public async Task A_key_that_waits_for_its_customer_is_counted_not_reported()
    {
        await Store.NativeKeys.Bind(NativeKey.FromTrusted(new SourceName("crm"), "17"), Ana.Customer, Now);

        var report = await Verify(Temporary.Folder);

        Assert.Equal((true, 1), (report.Holds, report.UnfinishedKeys));
    }

    [Fact]
    public async Task A_record_under_a_key_that_is_not_the_customers_is_reported()
    {
        await Store.CustomerKeys.GetOrCreate(Ana.Customer, Now);
        await Store.Journal.Commit([Ana.Run()], Now);

        Assert.Equal(1, Assert.Single((await Verify(Temporary.Folder)).Broken).Version);
    }

    private static async Task<VerificationReport> Verify(string folder)
    {
        await using var records = SqliteRecords.Open(new SqliteStoreOptions { Folder = folder });
        return await new StoreVerifier(records).Run(null, Now);
    }

    private async Task<Author> Known()
    {
        var customer = CustomerId.New();
        return new Author(customer, await Store.CustomerKeys.GetOrCreate(customer, Now));
    }
}
