using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Postgres;

/// <summary>A silo does not start on a database that would not keep what it says, or as somebody who could change what it kept.</summary>
public sealed class OpeningTests : IAsyncLifetime
{
    private readonly TemporaryPostgres _temporary = new();

    public async ValueTask InitializeAsync() => await _temporary.Open();

    public ValueTask DisposeAsync() => _temporary.DisposeAsync();

    [Theory]
    [InlineData("postgres", "a superuser")]
    [InlineData("an_owner", "a member of ig_owner")]
    [InlineData("a_stranger", "not a member of ig_silo")]
    [InlineData("a_changer", "allowed to change the journal")]
    public async Task Nobody_opens_it_but_a_plain_silo(string login, string why)
    {
        if (login != "postgres")
        {
            await Servers.Execute(
                _temporary.Database,
                $"DO $$ BEGIN CREATE ROLE {login} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT USAGE ON SCHEMA ig TO {login}; "
                + $"GRANT SELECT ON ALL TABLES IN SCHEMA ig TO {login}");
        }

        await Servers.Execute(_temporary.Database, login switch
        {
            "an_owner" => "GRANT ig_owner TO an_owner",
            "a_changer" => "GRANT INSERT, DELETE ON ig.journal TO a_changer",
            _ => "SELECT 1",
        });

        Assert.Contains(why, (await Refused(login)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    [InlineData("synchronous_commit")]
    public async Task A_server_that_does_not_flush_is_refused(string setting)
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = "off" },
        });
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString() + ";Pooling=false", KeyFolder = "/nowhere" };

        var refused = await Assert.ThrowsAsync<UnsafeStoreException>(() => PostgresStore.OpenAsync(options, TimeProvider.System, Now));

        Assert.Contains($"{setting} is off", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM ig.migration WHERE name = 'store-0001'", "igrains migrate up")]
    [InlineData("INSERT INTO ig.migration (name, hash) VALUES ('store-9999', 'x')", "newer version")]
    [InlineData("UPDATE ig.migration SET hash = 'x' WHERE name = 'store-0001'", "another store-0001")]
    public async Task Another_schema_than_this_programs_is_refused(string change, string why)
    {
        await Servers.Execute(_temporary.Database, change);

        Assert.Contains(why, (await Refused(Servers.Silo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_says_what_to_run()
    {
        var server = await Servers.Server;
        await server.CreateDatabase("empty");
        var options = new PostgresStoreOptions { ConnectionString = server.ConnectionString("empty", Servers.Silo), KeyFolder = "/nowhere" };

        var refused = await Assert.ThrowsAsync<UnsafeStoreException>(() => PostgresStore.OpenAsync(options, TimeProvider.System, Now));

        Assert.Contains("igrains migrate up", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_folder_than_the_stores_is_refused()
    {
        var options = await _temporary.Options();
        var other = new PostgresStoreOptions { ConnectionString = options.ConnectionString, KeyFolder = Directory.CreateTempSubdirectory("other-").FullName };

        await Assert.ThrowsAsync<UnsafeStoreException>(() => PostgresStore.OpenAsync(other, TimeProvider.System, Now));
        Directory.Delete(other.KeyFolder, recursive: true);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_and_not_unsafe()
    {
        var options = new PostgresStoreOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=x;Database=x", KeyFolder = "/nowhere" };

        await Assert.ThrowsAsync<StoreUnreachableException>(() => PostgresStore.OpenAsync(options, TimeProvider.System, Now));
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private async Task<UnsafeStoreException> Refused(string login)
    {
        var options = await _temporary.Options();
        var other = new PostgresStoreOptions
        {
            ConnectionString = (await Servers.Server).ConnectionString(_temporary.Database, login), KeyFolder = options.KeyFolder,
        };
        return await Assert.ThrowsAsync<UnsafeStoreException>(() => PostgresStore.OpenAsync(other, TimeProvider.System, Now));
    }
}
