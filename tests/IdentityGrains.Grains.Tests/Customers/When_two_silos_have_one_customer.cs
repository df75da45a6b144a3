using IdentityGrains.Domain.Customers;
using IdentityGrains.Grains.Tests.Given;
using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using Npgsql;

namespace IdentityGrains.Grains.Tests.Customers;

/// <summary>
/// Bad input IV14: a customer is active on two silos, each with its own journal over one PostgreSQL store. Both reach the commit before either passes: the
/// store takes one, and the other decides again on what it lost to.
/// </summary>
public sealed class When_two_silos_have_one_customer
{
    private const int Rounds = 20;

    private static readonly (string Here, string There)[] Says = [("de", "fr"), ("es", "it")];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_act_is_recorded_and_the_other_one_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("silos-");
        await using var server = await PostgresServer.StartAsync();
        var options = await Prepare(server, folder.FullName);
        var customer = CustomerId.New();
        await using var here = await Office.Over(await PostgresStore.OpenAsync(options, TimeProvider.System, Now), customer, govern: true);
        await using var there = await Office.Over(await PostgresStore.OpenAsync(options, TimeProvider.System, Now), customer, govern: false);
        Assert.IsType<Answer.Done>(await here.Create());

        for (var round = 0; round < Rounds; round++)
        {
            var both = new Meeting(2);
            here.Journal.BeforeCommit = there.Journal.BeforeCommit = both.Arrive;
            var (said, commits) = (Says[round % Says.Length], here.Journal.Commits + there.Journal.Commits);

            var answers = await Task.WhenAll(here.SayLanguage(said.Here), there.SayLanguage(said.There));

            var versions = answers.Select(a => Assert.IsType<Answer.Done>(a).Receipt.Version).Order();
            Assert.Equal([2L + (2 * round), 3L + (2 * round)], versions);
            Assert.True(here.Journal.Commits + there.Journal.Commits - commits >= 3, "Nobody lost.");
        }

        var entries = await there.Journal.Read(customer, 1, 1 + (2 * Rounds) + 1, Now);
        Assert.Equal(Enumerable.Range(1, 1 + (2 * Rounds)).Select(v => (long)v), entries.Select(e => e.Version));
        folder.Delete(recursive: true);
    }

    private static async Task<PostgresStoreOptions> Prepare(PostgresServer server, string keys)
    {
        var owner = await server.CreateDatabase("shared") + ";Pooling=false";
        await PostgresMigrations.Up(owner, dryRun: false, Now);
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(Now);
        await using var login = new NpgsqlCommand("CREATE ROLE silo LOGIN IN ROLE ig_silo", connection);
        await login.ExecuteNonQueryAsync(Now);
        return new PostgresStoreOptions { ConnectionString = server.ConnectionString("shared", "silo"), KeyFolder = keys };
    }

    /// <summary>Nobody passes before so many have come; who comes later does not wait.</summary>
    private sealed class Meeting(int expected)
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = expected;

        public Task Arrive()
        {
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _all.SetResult();
            }

            return _all.Task;
        }
    }
}
