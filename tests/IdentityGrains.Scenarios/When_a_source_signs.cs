using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Scenarios.Given;

namespace IdentityGrains.Scenarios;

/// <summary>
/// A source signs what it says with a key of its own: its word counts as proved, for this very command only, whichever door it came through. A signature
/// that does not hold refuses the command; it never counts for less instead.
/// </summary>
public sealed class When_a_source_signs
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_word_counts_over_the_Orleans_client_as_it_does_over_HTTP()
    {
        await using var shop = await Shop.Open();
        var (ana, customer) = await Known(shop);
        await using var line = await Line.To(shop);
        var grain = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());

        Speak(shop, signature: null);
        Assert.Equal(Outcome.InsufficientProof, OutcomeOf(await grain.Submit(Says(shop, ana, "op-1", "1990-05-01"), Now)));
        var said = Says(shop, ana, "op-2", "1990-05-01");
        Speak(shop, Sign(shop, said, "commerce:C-1"));
        Assert.Equal(Outcome.Winner, OutcomeOf(await grain.Submit(said, Now)));
        var why = await shop.Get("idp", customer + "/explain/date_of_birth");
        Assert.Equal("signed_assertion", why.Body.GetProperty("winner").GetProperty("proof").GetString());
    }

    [Fact]
    public async Task What_it_did_not_sign_is_refused_and_leaves_no_entry()
    {
        await using var shop = await Shop.Open();
        var (ana, customer) = await Known(shop);
        await using var line = await Line.To(shop);
        var grain = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());
        var said = Says(shop, ana, "op-1", "1990-05-01");

        Speak(shop, Sign(shop, said, "commerce:C-1"));
        var tampered = Says(shop, ana, "op-1", "1991-05-01") with { ObservedAt = said.ObservedAt };
        Assert.Equal(CredentialFault.InvalidProof, await Refused(() => grain.Submit(tampered, Now)));
        Assert.Equal(CredentialFault.Replayed, await Refused(() => grain.Submit(said with { Operation = OperationId.FromTrusted("op-2") }, Now)));
        Speak(shop, "garbage");
        Assert.Equal(CredentialFault.InvalidProof, await Refused(() => grain.Submit(said, Now)));
        Speak(shop, Sign(shop, said, "commerce:C-2"));
        Assert.Equal(Refusal.InvalidProof, Assert.IsType<Answer.Refused>(await grain.Submit(said, Now)).Why);
        Assert.Equal(1, (await shop.Get("commerce", customer)).Version);
    }

    [Fact]
    public async Task Its_signature_goes_stale()
    {
        await using var shop = await Shop.Open();
        var (ana, customer) = await Known(shop);
        await using var line = await Line.To(shop);
        var grain = line.Grains.GetGrain<ICustomerGrain>(ana.ToString());
        var said = Says(shop, ana, "op-1", "1990-05-01");
        var signature = Sign(shop, said, "commerce:C-1");

        shop.Pass(TimeSpan.FromMinutes(6));
        Speak(shop, signature);
        Assert.Equal(CredentialFault.InvalidProof, await Refused(() => grain.Submit(said, Now)));
        Assert.Equal(1, (await shop.Get("commerce", customer)).Version);

        // Signed anew it is the same act.
        Speak(shop, Sign(shop, said, "commerce:C-1"));
        Assert.Equal(Outcome.Winner, OutcomeOf(await grain.Submit(said, Now)));
    }

    [Fact]
    public async Task A_record_that_it_begins_is_named_by_the_key_that_begins()
    {
        await using var shop = await Shop.Open();
        await using var line = await Line.To(shop);
        var crosswalk = line.Grains.GetGrain<ICrosswalkGrain>(0);
        var key = NativeKey.FromTrusted(new SourceName("idp"), "sub-1");
        var begins = new CreateCustomer(OperationId.FromTrusted("op-1"), default, shop.Time.GetUtcNow(), key);

        Speak(shop, Sign(shop, begins, "idp:sub-2"));
        Assert.Equal(Refusal.InvalidProof, Assert.IsType<Answer.Refused>(await crosswalk.Create(begins, Now)).Why);
        Assert.Null(await crosswalk.Find(key, Now));
        Speak(shop, Sign(shop, begins, "idp:sub-1"));
        var done = Assert.IsType<Answer.Done>(await crosswalk.Create(begins, Now));
        Assert.Equal(done.Receipt.Customer, await crosswalk.Find(key, Now));
    }

    private static async Task<(CustomerId Ana, string Path)> Known(Shop shop)
    {
        var path = await shop.Create("commerce", "C-1");
        Assert.True(CustomerId.TryParse(path.Split('/')[^1], out var ana));
        return (ana, path);
    }

    private static AssertFields Says(Shop shop, CustomerId customer, string operation, string born) => new(
        OperationId.FromTrusted(operation), customer, shop.Time.GetUtcNow(), null,
        [new AssertedField(new FieldName("date_of_birth"), new FieldValue.Text(born))], []);

    private static void Speak(Shop shop, string? signature) =>
        new Credential(shop.Product.Issuer.ServiceToken(Sources.PrincipalOf("idp"), shop.Time.GetUtcNow()), AssertionSignature: signature).Attach();

    private static string? Sign(Shop shop, CustomerCommand said, string subject) => shop.Product.Sources.Sign(
        new SourceName("idp"), Sources.PrincipalOf("idp"), subject, said.Operation, CommandText.DigestOf(said)!, shop.Time.GetUtcNow());

    private static Outcome OutcomeOf(Answer answer) => Assert.Single(Assert.IsType<Answer.Done>(answer).Receipt.Fields).Outcome;

    private static async Task<CredentialFault> Refused(Func<Task> call) => (await Assert.ThrowsAsync<CredentialRefusedException>(call)).Fault;
}
