using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Verification;

public sealed class TamperTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untouched_store_holds()
    {
        await using var store = await WrittenStore.Make(Now);

        Assert.Equal(Structure(VerificationReport.Empty with { Customers = 2, Entries = 6 }), Structure(await store.Verify(Now)));
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("head")]
    [InlineData("snapshot")]
    [InlineData("native_key")]
    [InlineData("disclosure")]
    [InlineData("holding")]
    public async Task A_change_in_any_column_is_found_and_named(string table)
    {
        await using var store = await WrittenStore.Make(Now);
        var restore = store.Keep();
        // A permit is leave to send for seconds, and no evidence of anything.
        foreach (var (column, type) in store.Columns(table).Where(c => !c.Name.StartsWith("permit", StringComparison.Ordinal)))
        {
            foreach (var change in Changes(column, type))
            {
                store.Change($"UPDATE {table} SET {column} = {change} WHERE customer = {Literal(store.Ana)}{OneRow(table)}");
                var report = await store.Verify(Now);
                Assert.False(report.Holds, $"{table}.{column} = {change} was not found");
                Assert.All(report.Broken, b => Assert.NotEqual(store.Ben, b.Customer));
                Assert.All(report.Broken, b => Assert.NotEqual("", b.What));
                restore();
            }
        }
    }

    [Theory]
    [InlineData("DELETE FROM journal WHERE version = 1 AND customer = $ana", 1)]
    [InlineData("DELETE FROM journal WHERE version = 2 AND customer = $ana", 2)]
    [InlineData("DELETE FROM journal WHERE version = 3 AND customer = $ana", 3)]
    [InlineData("DELETE FROM journal WHERE customer = $ana", 1)]
    [InlineData("DELETE FROM head WHERE customer = $ana", 3)]
    [InlineData("DELETE FROM native_key WHERE customer = $ana", 3)]
    [InlineData("DELETE FROM disclosure WHERE number = 2 AND customer = $ana", 3)]
    [InlineData("DELETE FROM disclosure WHERE number = 3 AND customer = $ana", 3)]
    [InlineData("DELETE FROM holding WHERE customer = $ana", 3)]
    [InlineData("UPDATE journal SET version = CASE version WHEN 2 THEN 30 ELSE version END WHERE customer = $ana", 2)]
    [InlineData("UPDATE journal SET body = (SELECT body FROM journal WHERE customer = $ben AND version = 2) WHERE customer = $ana AND version = 2", 2)]
    [InlineData("UPDATE journal SET body = (SELECT body FROM journal WHERE customer = $ana AND version = 3) WHERE customer = $ana AND version = 2", 2)]
    [InlineData("UPDATE head SET version = 2, hash = (SELECT hash FROM journal WHERE customer = $ana AND version = 2) WHERE customer = $ana", 3)]
    [InlineData("UPDATE native_key SET customer = $ben WHERE customer = $ana", 3)]
    [InlineData("UPDATE native_key SET hash = zeroblob(32) WHERE customer = $ana", 3)]
    public async Task A_row_that_was_deleted_moved_or_added_is_found(string sql, long version)
    {
        await using var store = await WrittenStore.Make(Now);
        store.Change(sql.Replace("$ana", Literal(store.Ana), StringComparison.Ordinal).Replace("$ben", Literal(store.Ben), StringComparison.Ordinal));

        var broken = Assert.Single((await store.Verify(Now)).Broken);

        Assert.Equal((store.Ana, version), (broken.Customer, broken.Version));
    }

    [Fact]
    public async Task Two_rows_that_changed_places_are_found_at_the_first()
    {
        await using var store = await WrittenStore.Make(Now);
        var ana = Literal(store.Ana);
        store.Change(
            $"UPDATE journal SET version = 99 WHERE customer = {ana} AND version = 2; UPDATE journal SET version = 2 WHERE customer = {ana} AND version = 3; "
            + $"UPDATE journal SET version = 3 WHERE customer = {ana} AND version = 99");

        Assert.Equal(2, Assert.Single((await store.Verify(Now)).Broken).Version);
    }

    [Fact]
    public async Task A_key_that_waits_to_be_attached_is_counted_not_reported()
    {
        await using var store = await WrittenStore.Make(Now);
        store.Change($"INSERT INTO native_key SELECT source, zeroblob(32), customer FROM native_key WHERE customer = {Literal(store.Ana)}");

        var report = await store.Verify(Now);

        Assert.Equal((true, 1), (report.Holds, report.UnfinishedKeys));
    }

    [Fact]
    public async Task A_chain_whose_key_was_destroyed_still_verifies()
    {
        await using var store = await WrittenStore.Make(Now);
        store.DestroyKey(store.Ana);

        var report = await store.Verify(Now);

        Assert.True(report.Holds);
        Assert.Equal((6, 1), (report.Entries, report.Unreadable));
    }

    [Fact]
    public async Task A_chain_whose_key_was_destroyed_cannot_be_changed_unseen()
    {
        await using var store = await WrittenStore.Make(Now);
        store.DestroyKey(store.Ana);
        store.Change($"UPDATE journal SET body = zeroblob(length(body)) WHERE version = 2 AND customer = {Literal(store.Ana)}");

        Assert.Equal(2, Assert.Single((await store.Verify(Now)).Broken).Version);
    }

    private static string Literal(CustomerId customer) => $"x'{Convert.ToHexString(customer.ToBytes())}'";

    private static string Structure(VerificationReport report) => Given.Structure.Of(report);

    // Of bytes, many places and the last: each member of a document is hit by one of them.
    private static IEnumerable<string> Changes(string column, string type) => type switch
    {
        "INTEGER" => [$"{column} + 100", $"{column} + 4611686018427387904"],
        "TEXT" => [$"{column} || 'x'", $"'x' || substr({column}, 2)"],
        _ => Enumerable.Range(0, 24).Select(i => $"flip({column}, {i * 13})").Append($"flip({column}, -1)"),
    };

    private static string OneRow(string table) => table switch
    {
        "journal" => " AND version = 2",
        "disclosure" => " AND number = 2",
        _ => "",
    };
}
