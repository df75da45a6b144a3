using IdentityGrains.Storage.Tests.Given;
using Npgsql;

namespace IdentityGrains.Storage.Tests.Postgres;

/// <summary>What a silo's login may not do, whatever the silo is made to try, and what not even the owner may.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private const string NotAllowed = "42501";

    private readonly TemporaryPostgres _temporary = new();
    private readonly Author _ana = new();

    public async ValueTask InitializeAsync()
    {
        await _temporary.Open();
        await _temporary.Store.Journal.Commit([_ana.Run(2)], TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    [Theory]
    [InlineData("UPDATE ig.journal SET body = ''")]
    [InlineData("DELETE FROM ig.journal")]
    [InlineData("TRUNCATE ig.journal")]
    [InlineData("UPDATE ig.disclosure SET bytes = ''")]
    [InlineData("DELETE FROM ig.disclosure")]
    [InlineData("UPDATE ig.policy SET document = ''")]
    [InlineData("DELETE FROM ig.head")]
    [InlineData("UPDATE ig.head SET slot = 0")]
    [InlineData("UPDATE ig.customer_key SET wrapped = ''")]
    [InlineData("UPDATE ig.native_key SET source = ''")]
    [InlineData("ALTER TABLE ig.journal DROP COLUMN body")]
    [InlineData("DROP TRIGGER journal_is_append_only ON ig.journal")]
    [InlineData("ALTER TABLE ig.journal DISABLE TRIGGER ALL")]
    [InlineData("CREATE TABLE ig.mine (x int)")]
    [InlineData("CREATE TABLE public.mine (x int)")]
    [InlineData("INSERT INTO ig.migration (name, hash) VALUES ('x', 'x')")]
    [InlineData("SET ROLE ig_owner")]
    [InlineData("COPY ig.journal TO PROGRAM 'cat'")]
    [InlineData("SELECT * FROM orleans.OrleansMembershipTable")]
    public async Task A_silos_login_may_not(string sql) => Assert.Equal(NotAllowed, await RefusalOf(Servers.Silo, sql));

    [Theory]
    [InlineData("UPDATE ig.journal SET body = ''")]
    [InlineData("DELETE FROM ig.journal")]
    [InlineData("TRUNCATE ig.journal")]
    [InlineData("DELETE FROM ig.disclosure")]
    [InlineData("DELETE FROM ig.policy")]
    public async Task Not_even_the_owner_changes_what_is_recorded(string sql) =>
        Assert.Equal(NotAllowed, await RefusalOf("postgres", "SET ROLE ig_owner; " + sql));

    private async Task<string?> RefusalOf(string login, string sql)
    {
        await using var connection = new NpgsqlConnection((await Servers.Server).ConnectionString(_temporary.Database, login) + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState;
    }
}
