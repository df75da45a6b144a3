using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;
using Npgsql;

namespace IdentityGrains.Storage.Tests.Postgres;

/// <summary>What commits of several silos do to one another.</summary>
public sealed class RivalCommitsTests() : StoreContract(new TemporaryPostgres())
{
    [Fact]
    public async Task A_head_that_another_commit_holds_is_busy_and_holds_up_nobody_else()
    {
        var ben = new Author();
        await Store.Journal.Commit([Ana.Run(), ben.Run()], Now);
        await using var rival = await Hold($"SELECT 1 FROM ig.head WHERE customer = '{Column(Ana.Customer)}' FOR UPDATE");

        Assert.Equal([RunOutcome.Busy, RunOutcome.Committed], await Store.Journal.Commit([Ana.Run(), ben.Run()], Now));
    }

    [Fact]
    public async Task An_activation_waits_for_a_commit_in_flight_and_the_next_commit_finds_its_epoch_over()
    {
        await using var inFlight = await Hold("SELECT 1 FROM ig.policy_epoch FOR SHARE");
        var activation = Store.Policies.Activate("one", new string('a', 64), Author.Start, Now);
        await using (var witness = await Hold("SELECT 1"))
        {
            await Until(witness, "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%policy_epoch FOR UPDATE%'");
        }

        Assert.False(activation.IsCompleted);
        await inFlight.DisposeAsync();
        Assert.Equal(1, (await activation).Epoch);
        Assert.Equal([RunOutcome.EpochOver], await Store.Journal.Commit([Ana.Run()], Now));
    }

    [Fact]
    public async Task Silos_that_begin_the_same_customers_in_another_order_do_not_wait_for_each_other_for_ever()
    {
        var temporary = (TemporaryPostgres)Temporary;
        await using var second = await temporary.OpenStore();
        for (var round = 0; round < 20; round++)
        {
            var people = Enumerable.Range(0, 20).Select(_ => new Author()).ToArray();
            var rivals = people.Select(p => new Author(p.Customer, p.Key)).Reverse().ToArray();

            var outcomes = await Task.WhenAll(
                Store.Journal.Commit([.. people.Select(p => p.Run())], Now), second.Journal.Commit([.. rivals.Select(r => r.Run())], Now));

            Assert.Equal(people.Length, outcomes.SelectMany(o => o).Count(o => o == RunOutcome.Committed));
        }
    }

    [Fact]
    public async Task News_of_another_silos_commit_arrives()
    {
        await using var second = await ((TemporaryPostgres)Temporary).OpenStore();
        var news = second.Feed.WaitForNews(Group, Now);

        await Store.Journal.Commit([Ana.Run()], Now);

        await news;
    }

    [Fact]
    public async Task A_row_of_a_transaction_that_ends_late_is_not_passed_over()
    {
        var other = Enumerable.Range(0, 10_000).Select(_ => new Author()).First(a => Slots.GroupOf(a.Customer.Slot) == Group);
        await using var late = await Hold(
            $"INSERT INTO ig.feed SELECT {Group}, (pg_current_xact_id()::text::bigint << 20) + 1, '{Column(Ana.Customer)}', 7, 'late'");
        await Store.Journal.Commit([other.Run()], Now);

        Assert.Empty(await Store.Feed.Read(Group, 0, 10, Now));
        await late.Commit();

        // The server is shared: what runs in another database meanwhile may hide the later row for a while, and never the earlier one alone.
        IReadOnlyList<FeedRow> read;
        do
        {
            read = await Store.Feed.Read(Group, 0, 10, Now);
            Assert.Equal(new long[] { 7, 1 }.Take(read.Count), read.Select(r => r.Version));
        }
        while (read.Count < 2);
    }

    private static Guid Column(CustomerId customer) => new(customer.ToBytes(), bigEndian: true);

    private static async Task Until(Held by, string condition)
    {
        while (await by.Ask(condition) is not true)
        {
            await Task.Yield();
        }
    }

    private async Task<Held> Hold(string sql)
    {
        var held = new Held(new NpgsqlConnection((await Servers.Server).ConnectionString(((TemporaryPostgres)Temporary).Database) + ";Pooling=false"));
        await held.Begin(sql);
        return held;
    }

    /// <summary>A transaction that somebody leaves open.</summary>
    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async Task Begin(string sql)
        {
            await connection.OpenAsync(Now);
            await Ask("BEGIN");
            await Ask(sql);
        }

        public async Task<object?> Ask(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Now);
        }

        public async Task Commit() => await Ask("COMMIT");

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
