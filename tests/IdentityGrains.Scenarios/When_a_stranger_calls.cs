using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Scenarios.Given;
using Orleans.Runtime;

namespace IdentityGrains.Scenarios;

/// <summary>Whoever reaches the silo's port is still nobody: each call is judged in the silo by the credential that it carries alone.</summary>
public sealed class When_a_stranger_calls
{
    private static readonly PlatformName Commerce = new("commerce");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string?> SiloProofs => new(
        null, "", "garbage", ".", "9223372036854775807.00", "-9223372036854775808.00", "{now}.", "{now}.00",
        "{now}.0000000000000000000000000000000000000000000000000000000000000000");

    [Fact]
    public async Task Without_a_credential_nothing_is_told_and_nothing_happens()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        RequestContext.Set("ig.caller", "nhi:commerce-sync");
        RequestContext.Set("ig.principal", "nhi:identity-grains");
        var customer = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());

        await Refused(CredentialFault.Missing, () => customer.Submit(Says(shop, ana, "de"), Now));
        await Refused(CredentialFault.Missing, () => customer.Get(ct: Now));
        await Refused(CredentialFault.Missing, () => customer.Explain(new FieldName("language"), ct: Now));
        await Refused(CredentialFault.Missing, () => customer.Journal(1, 10, Now));
        await Refused(CredentialFault.Missing, () => customer.Holdings(Now));
        await Refused(CredentialFault.Missing, () => line.Grains.GetGrain<ICrosswalkGrain>(0).Find(Key("C-1"), Now));
        await Refused(CredentialFault.Missing, () => line.Grains.GetGrain<ICrosswalkGrain>(0).Create(Begins(shop, "C-2"), Now));
        Assert.Equal(1, (await shop.Get("commerce", PathOf(ana))).Version);
    }

    [Fact]
    public async Task With_a_forged_credential_nothing_is_told_and_nothing_happens()
    {
        await using var shop = await Shop.Open();
        await using var other = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        var customer = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());
        var good = Token(shop, "commerce");

        foreach (var forged in new[] { "", "garbage", good[..^8] + "AAAAAAAA", good.Split('.')[0] + "." + good.Split('.')[1] + ".", Token(other, "commerce") })
        {
            new Credential(forged).Attach();
            await Refused(CredentialFault.Invalid, () => customer.Submit(Says(shop, ana, "de"), Now));
        }

        new Credential(Token(shop, "commerce", ago: TimeSpan.FromDays(1))).Attach();
        await Refused(CredentialFault.Expired, () => customer.Submit(Says(shop, ana, "de"), Now));
        new Credential(good, "garbage").Attach();
        await Refused(CredentialFault.Invalid, () => customer.Submit(Says(shop, ana, "de"), Now));
        Assert.Equal(1, (await shop.Get("commerce", PathOf(ana))).Version);
    }

    [Theory]
    [MemberData(nameof(SiloProofs))]
    public async Task The_products_own_calls_are_closed_to_clients(string? proof)
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "commerce")).Attach();
        if (proof is not null)
        {
            var seconds = shop.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            RequestContext.Set("ig.silo", proof.Replace("{now}", seconds, StringComparison.Ordinal));
        }

        var customer = line.Grains.GetGrain<ICustomerInternals>(ana.ToString());
        await Assert.ThrowsAsync<InternalCallRefusedException>(() => customer.Plan(1, Now));
        await Assert.ThrowsAsync<InternalCallRefusedException>(() => customer.Compose(Commerce, 1, Now));
        await Assert.ThrowsAsync<InternalCallRefusedException>(() => customer.LookAgain(Now));
        var chosen = CustomerId.New();
        await Assert.ThrowsAsync<InternalCallRefusedException>(
            () => line.Grains.GetGrain<ICustomerInternals>(chosen.ToString()).Create(Begins(shop, "C-2") with { Customer = chosen }, Now));
        await Assert.ThrowsAsync<InternalCallRefusedException>(
            () => line.Grains.GetGrain<IConnectorGrain>(InstalledPlatforms.KeyFor(Commerce, ana)).Acknowledge(ana, "dlv_0", 1, Now));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Get("commerce", PathOf(chosen))).Status);
    }

    [Fact]
    public async Task With_a_credential_of_his_own_a_caller_acts_and_still_chooses_no_id()
    {
        await using var shop = await Shop.Open();
        var ana = await Known(shop);
        await using var line = await Line.To(shop);
        new Credential(Token(shop, "commerce")).Attach();

        var done = Assert.IsType<Answer.Done>(await line.Grains.GetGrain<ICustomerGrain>(ana.ToString()).Submit(Says(shop, ana, "de"), Now));
        Assert.Equal(2, done.Receipt.Version);
        var chosen = CustomerId.New();
        await Assert.ThrowsAsync<InternalCallRefusedException>(
            () => line.Grains.GetGrain<ICustomerGrain>(chosen.ToString()).Submit(Begins(shop, "C-2") with { Customer = chosen }, Now));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Get("commerce", PathOf(chosen))).Status);
        var created = Assert.IsType<Answer.Done>(
            await line.Grains.GetGrain<ICrosswalkGrain>(0).Create(Begins(shop, "C-2") with { Customer = chosen }, Now));
        Assert.NotEqual(chosen, created.Receipt.Customer);
    }

    private static async Task Refused(CredentialFault fault, Func<Task> call) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<CredentialRefusedException>(call)).Fault);

    private static async Task<CustomerId> Known(Shop shop)
    {
        Assert.True(CustomerId.TryParse((await shop.Create("commerce", "C-1")).Split('/')[^1], out var ana));
        return ana;
    }

    private static string PathOf(CustomerId customer) => $"/v1/customers/{customer}";

    private static NativeKey Key(string key) => NativeKey.FromTrusted(new SourceName("commerce"), key);

    private static AssertFields Says(Shop shop, CustomerId customer, string language) => new(
        OperationId.FromTrusted(Guid.NewGuid().ToString("N")), customer, shop.Time.GetUtcNow(), null,
        [new AssertedField(new FieldName("language"), new FieldValue.Text(language))], []);

    private static CreateCustomer Begins(Shop shop, string key) =>
        new(OperationId.FromTrusted(Guid.NewGuid().ToString("N")), default, shop.Time.GetUtcNow(), Key(key));

    private static string Token(Shop shop, string source, TimeSpan ago = default) =>
        shop.Product.Issuer.ServiceToken(Sources.PrincipalOf(source), shop.Time.GetUtcNow() - ago);
}
