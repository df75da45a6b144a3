using IdentityGrains.Storage.Postgres;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Postgres;

public sealed class MigrationTests
{
    private static int _databases;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dry_run_says_what_is_missing_and_changes_nothing()
    {
        var database = await Empty();

        Assert.Equal(["store-0001", "store-0002", "store-0003", "orleans-0001"], await PostgresMigrations.Up(database, dryRun: true, Now));
        Assert.Equal(["store-0001", "store-0002", "store-0003", "orleans-0001"], await PostgresMigrations.Up(database, dryRun: true, Now));
    }

    [Fact]
    public async Task Who_migrates_twice_migrates_once()
    {
        var database = await Empty();

        Assert.NotEmpty(await PostgresMigrations.Up(database, dryRun: false, Now));
        Assert.Empty(await PostgresMigrations.Up(database, dryRun: false, Now));
    }

    [Fact]
    public async Task Of_several_who_migrate_at_once_one_does_it_and_the_others_find_it_done()
    {
        var database = await Empty();

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresMigrations.Up(database, dryRun: false, Now)));

        Assert.Equal([0, 0, 0, PostgresMigrations.Scripts.Count], applied.Select(a => a.Count).Order());
    }

    [Fact]
    public async Task An_owner_who_is_no_superuser_can_migrate()
    {
        var server = await Servers.Server;
        await Servers.Execute("postgres", "CREATE ROLE plain_owner LOGIN CREATEROLE");
        await Servers.Execute("postgres", "CREATE DATABASE plain OWNER plain_owner");

        Assert.NotEmpty(await PostgresMigrations.Up(server.ConnectionString("plain", "plain_owner") + ";Pooling=false", dryRun: false, Now));
    }

    private static async Task<string> Empty() =>
        await (await Servers.Server).CreateDatabase($"bare{Interlocked.Increment(ref _databases)}") + ";Pooling=false";
}
