using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Scenarios.Given;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace IdentityGrains.Scenarios;

/// <summary>A client reaches the silo's port and asks for what is not a client's: the runtime's own doors, or more than there is room for.</summary>
public sealed class When_a_client_goes_too_far
{
    private const int Mebibyte = 1024 * 1024;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_runtimes_own_doors_are_closed_to_him()
    {
        await using var shop = await Shop.Open();
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "commerce")).Attach();
        var management = line.Grains.GetGrain<IManagementGrain>(0);

        await Assert.ThrowsAsync<InternalCallRefusedException>(() => management.GetHosts(onlyActive: true, Now));
        await Assert.ThrowsAsync<InternalCallRefusedException>(() => management.ForceActivationCollection(TimeSpan.Zero, Now));
        await Assert.ThrowsAsync<InternalCallRefusedException>(() => management.GetDetailedGrainStatistics(types: null, hostsIds: null, Now));
        Assert.NotEmpty(await Management(shop).GetHosts(onlyActive: true, Now));
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_and_the_next_is_heard()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        var customer = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());

        new Credential(Token(shop, "commerce")).Attach();
        await Assert.ThrowsAnyAsync<Exception>(() => customer.Submit(Says(shop, ana, new string('x', Mebibyte + 1)), Now));
        RequestContext.Set("large", new string('x', 64 * 1024 + 1));
        await Assert.ThrowsAnyAsync<Exception>(() => customer.Submit(Says(shop, ana, "de"), Now));
        RequestContext.Remove("large");

        await Eventually.Holds(() => Served(customer));
        Assert.Equal(1, (await shop.Get("commerce", "/v1/customers/" + ana)).Version);
    }

    [Fact]
    public async Task Ids_that_name_nobody_leave_nothing_in_memory()
    {
        await using var shop = await Shop.Open();
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "commerce")).Attach();

        await Task.WhenAll(Enumerable.Range(0, 500).Select(
            async _ => Assert.IsType<CustomerAnswer.NoCustomer>(await line.Grains.GetGrain<ICustomerGrain>(CustomerId.New().ToString()).Get(ct: Now))));
        RequestContext.Clear();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Assert.ThrowsAsync<CredentialRefusedException>(
            () => line.Grains.GetGrain<ICustomerGrain>(CustomerId.New().ToString()).Get(ct: Now))));

        await Eventually.Holds(async () => (await Management(shop).GetSimpleGrainStatistics())
            .Where(s => s.GrainType.Contains("CustomerGrain", StringComparison.Ordinal)).Sum(s => s.ActivationCount) == 0);
    }

    [Fact]
    public async Task Who_floods_the_silo_with_ids_is_told_to_stop_and_others_are_served()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "crm")).Attach();
        var refused = 0;

        while (refused == 0)
        {
            Now.ThrowIfCancellationRequested();
            var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async _ => await Record.ExceptionAsync(
                () => line.Grains.GetGrain<ICustomerGrain>(CustomerId.New().ToString()).Get(ct: Now))));
            refused = answers.Count(a => a is TooManyCallsException);
        }

        new Credential(Token(shop, "commerce")).Attach();
        Assert.IsType<CustomerAnswer.Told>(await line.Grains.GetGrain<ICustomerGrain>(ana.ToString()).Get(ct: Now));
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_heard_and_may_ask_again()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "commerce")).Attach();
        var customer = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Now);

        var waiting = customer.Reach(2, patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(1, await customer.Reach(1, Now));
    }

    [Fact]
    public async Task Echoes_that_come_twice_or_late_or_of_nobody_change_nothing()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await shop.Assertion("commerce", "/v1/customers/" + ana, new { language = "de" });
        await using (var store = new SqliteConnection($"Data Source={Path.Combine(shop.DataFolder, "store.db")};Pooling=False"))
        {
            await store.OpenAsync(Now);
            await using var echoes = store.CreateCommand();
            echoes.CommandText = """
                INSERT INTO feed (slot_group, customer, version, changed)
                SELECT slot / 64, customer, v, 'language' FROM head, (SELECT 2 AS v UNION ALL SELECT 2 UNION ALL SELECT 1 UNION ALL SELECT 99);
                INSERT INTO feed (slot_group, customer, version, changed) VALUES (0, zeroblob(16), 1, 'email'), (3, randomblob(16), 7, '');
                """;
            await echoes.ExecuteNonQueryAsync(Now);
        }

        await shop.Assertion("commerce", "/v1/customers/" + ana, new { language = "fr" });
        await Eventually.Holds(async () => (await shop.Get("commerce", "/v1/customers/" + ana)).Version == 3);
        var view = await shop.Get("commerce", "/v1/customers/" + ana);
        Assert.Equal("fr", view.Field("language").GetProperty("value").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Get("commerce", "/v1/customers/cus_00000000000000000000000000000000")).Status);
    }

    private static IManagementGrain Management(Shop shop) => shop.Product.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

    private static async Task<bool> Served(ICustomerGrain customer) =>
        await Record.ExceptionAsync(() => customer.Get(ct: Now)) is null;

    private static async Task<CustomerId> Known(Shop shop)
    {
        Assert.True(CustomerId.TryParse((await shop.Create("commerce", "C-1")).Split('/')[^1], out var ana));
        return ana;
    }

    private static AssertFields Says(Shop shop, CustomerId customer, string language) => new(
        OperationId.FromTrusted(Guid.NewGuid().ToString("N")), customer, shop.Time.GetUtcNow(), null,
        [new AssertedField(new FieldName("language"), new FieldValue.Text(language))], []);

    private static string Token(Shop shop, string source) => shop.Product.Issuer.ServiceToken(Sources.PrincipalOf(source), shop.Time.GetUtcNow());
}
