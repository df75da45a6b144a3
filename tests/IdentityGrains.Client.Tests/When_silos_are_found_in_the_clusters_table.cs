using IdentityGrains.Client.Tests.Given;
using IdentityGrains.PrivatePostgres;
using IdentityGrains.Storage.Postgres;
using Npgsql;

namespace IdentityGrains.Client.Tests;

/// <summary>A front-end is told the database only; where the silos are stands in the membership table.</summary>
public sealed class When_silos_are_found_in_the_clusters_table
{
    [Fact]
    public async Task An_act_and_a_read_are_answered()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var server = await PostgresServer.StartAsync();
        var owner = await server.CreateDatabase("cluster");
        await PostgresMigrations.Up(owner + ";Pooling=false", dryRun: false, ct);
        await Execute(owner, "CREATE ROLE silo LOGIN IN ROLE ig_silo; CREATE ROLE membership LOGIN IN ROLE ig_cluster");
        var membership = server.ConnectionString("cluster", "membership");
        await using var product = await Product.Start(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["IdentityGrains__Store"] = "Postgres",
            ["ConnectionStrings__IdentityGrains"] = server.ConnectionString("cluster", "silo"),
            ["ConnectionStrings__Cluster"] = membership,
        });
        await using var frontEnd = await FrontEnd.Start(
            options => options.Clustering = membership, _ => Task.FromResult(ServiceToken.OfJwt(product.Token(TimeProvider.System.GetUtcNow()))));

        var customer = await frontEnd.Identity.BeginOne("C-1");
        var reply = await frontEnd.Identity.Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), ct);

        Assert.Equal(2, Assert.IsType<Reply.Done>(reply).Receipt.Version);
        Assert.Equal(2, Assert.IsType<CustomerAnswer.Told>(await frontEnd.Identity.Customer(customer).Get(ct: ct)).View.Version);
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
