using IdentityGrains.Storage.Sqlite;
using IdentityGrains.Storage.Tests.Given;
using Microsoft.Data.Sqlite;

namespace IdentityGrains.Storage.Tests.Sqlite;

public sealed class OpeningTests : SqliteFixture
{
    [Fact]
    public async Task What_was_committed_is_there_after_a_crash()
    {
        await Store.Journal.Commit([Ana.Run(3)], Now);
        var copy = Temporary.CopyAsCrashed();
        try
        {
            await using var reopened = SqliteStore.Open(new SqliteStoreOptions { Folder = copy }, TimeProvider.System);
            Assert.Equal(3, (await reopened.Journal.Load(Ana.Customer, Now))!.Head.Version);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void A_second_process_is_told_why_it_may_not_open_the_folder()
    {
        var refused = Assert.Throws<UnsafeStoreException>(Open);

        Assert.Contains("Another process", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_lost_its_keys_is_not_given_others()
    {
        await Temporary.Close();
        var keys = Path.Combine(Temporary.Folder, "keys");
        Directory.Move(keys, keys + ".away");
        try
        {
            Assert.Throws<UnsafeStoreException>(Open);
            Assert.False(Directory.Exists(keys));
        }
        finally
        {
            Directory.Move(keys + ".away", keys);
        }

        await Temporary.Reopen();
    }

    [Fact]
    public async Task A_store_with_another_index_key_does_not_open()
    {
        await Temporary.Close();
        File.WriteAllBytes(Path.Combine(Temporary.Folder, "keys", "index.key"), new byte[32]);

        Assert.Throws<UnsafeStoreException>(Open);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_does_not_open()
    {
        await Temporary.Close();
        Execute("INSERT INTO migration VALUES ('store-9999.sql', '', 0)");

        Assert.Contains("newer", Assert.Throws<UnsafeStoreException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_made_by_another_script_does_not_open()
    {
        await Temporary.Close();
        Execute("UPDATE migration SET hash = 'other'");

        Assert.Throws<UnsafeStoreException>(Open);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_data_folder_is_its_owners_alone() => Assert.Equal(
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(Temporary.Folder, "keys")));

    [Fact]
    public async Task A_write_that_fails_fails_alone()
    {
        var fails = Store.Feed.Advance(0, 1, Now);
        var bad = Store.Policies.Activate(null!, new string('a', 64), Author.Start, Now);
        var commits = Store.Journal.Commit([Ana.Run()], Now);

        await fails;
        await Assert.ThrowsAsync<SqliteException>(() => bad);
        Assert.Equal([Storage.Journal.RunOutcome.Committed], await commits);
    }

    private void Open() => SqliteStore.Open(new SqliteStoreOptions { Folder = Temporary.Folder }, TimeProvider.System);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Temporary.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
