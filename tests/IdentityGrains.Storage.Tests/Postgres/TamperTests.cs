using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Postgres;

/// <summary>Whoever has the server has every table. What he changes is found and named.</summary>
public sealed class TamperTests() : StoreContract(new TemporaryPostgres())
{
    [Fact]
    public async Task An_untouched_store_holds_with_its_keys_and_without()
    {
        await Write();

        var (with, without) = (await Verify(keys: true), await Verify(keys: false));

        Assert.Equal((true, 1, 600, 0), (with.Holds, with.Customers, with.Entries, with.Unreadable));
        Assert.Equal((true, 1, 600, 1), (without.Holds, without.Customers, without.Entries, without.Unreadable));
    }

    [Theory]
    [InlineData("UPDATE ig.journal SET body = set_byte(body, 60, get_byte(body, 60) # 1) WHERE version = 400", 400)]
    [InlineData("UPDATE ig.journal SET header = set_byte(header, 40, get_byte(header, 40) # 1) WHERE version = 400", 400)]
    [InlineData("UPDATE ig.journal SET principal = 'nhi:other' WHERE version = 400", 400)]
    [InlineData("UPDATE ig.journal SET recorded_at = recorded_at + 1 WHERE version = 400", 400)]
    [InlineData("DELETE FROM ig.journal WHERE version = 400", 400)]
    [InlineData("DELETE FROM ig.journal WHERE version = 600", 600)]
    [InlineData("DELETE FROM ig.head", 600)]
    [InlineData("UPDATE ig.head SET fence = 1", 600)]
    public async Task What_a_superuser_changes_is_found_and_named(string sql, long version)
    {
        await Write();
        await Servers.Execute(((TemporaryPostgres)Temporary).Database, "SET session_replication_role = replica; " + sql);

        var broken = Assert.Single((await Verify(keys: true)).Broken);

        Assert.Equal((Ana.Customer, version), (broken.Customer, broken.Version));
    }

    private async Task Write()
    {
        var author = new Author(Ana.Customer, await Store.CustomerKeys.GetOrCreate(Ana.Customer, Now));
        Assert.Equal([RunOutcome.Committed], await Store.Journal.Commit([author.Run(600)], Now));
    }

    private async Task<VerificationReport> Verify(bool keys)
    {
        var options = await ((TemporaryPostgres)Temporary).Options();
        await using var records = PostgresRecords.Open(options.ConnectionString, keys ? options.KeyFolder : null);
        return await new StoreVerifier(records).Run(null, Now);
    }
}
