using IdentityGrains.Client.Tests.Given;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>What the front relies on, whatever stands behind the door.</summary>
public abstract class DoorContract
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal abstract IDoor Door { get; }

    internal abstract string Token { get; }

    [Fact]
    public async Task The_same_act_again_gets_the_first_receipt()
    {
        var (customer, key) = await Begun();
        var again = await Submit(Acts.Begin("begin-" + key, key));
        var named = await Submit(Acts.Named("name-" + key, customer, "Ana"));
        var repeated = await Submit(Acts.Named("name-" + key, customer, "Ana"));

        Assert.True(Assert.IsType<Answer.Done>(again).Replayed);
        var (first, second) = (Assert.IsType<Answer.Done>(named), Assert.IsType<Answer.Done>(repeated));
        Assert.Equal((false, true, 2L), (first.Replayed, second.Replayed, second.Receipt.Version));
        Assert.Equal(first.Receipt.EntryHash.AsSpan(), second.Receipt.EntryHash.AsSpan());
    }

    [Fact]
    public async Task An_operation_id_is_of_one_act()
    {
        var (customer, key) = await Begun();
        await Submit(Acts.Named("name-" + key, customer, "Ana"));
        Assert.IsType<Answer.Reused>(await Submit(Acts.Named("name-" + key, customer, "Eva")));
    }

    [Fact]
    public async Task A_key_begins_one_record()
    {
        var (customer, key) = await Begun();
        Assert.Equal(Refusal.CustomerExists, Assert.IsType<Answer.Refused>(await Submit(Acts.Begin("other-" + key, key))).Why);
        Assert.Equal(customer, await Asked(() => Door.Crosswalk.Find(Acts.Key(key), Ct)));
    }

    [Fact]
    public async Task Of_nobody_nothing_is_known()
    {
        var nobody = CustomerId.New();
        Assert.Equal(Refusal.UnknownCustomer, Assert.IsType<Answer.Refused>(await Submit(Acts.Named("name-" + nobody, nobody, "Ana"))).Why);
        Assert.IsType<CustomerAnswer.NoCustomer>(await Asked(() => Door.Customer(nobody).Get(ct: Ct)));
        Assert.Null(await Asked(() => Door.Crosswalk.Find(Acts.Key("K" + nobody), Ct)));
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_credential()
    {
        var refused = await Assert.ThrowsAsync<CredentialRefusedException>(() => Door.Customer(CustomerId.New()).Get(ct: Ct));
        Assert.Equal(CredentialFault.Missing, refused.Fault);
    }

    private async Task<(CustomerId Customer, string Key)> Begun()
    {
        var key = "K-" + Guid.NewGuid().ToString("N");
        return (Assert.IsType<Answer.Done>(await Submit(Acts.Begin("begin-" + key, key))).Receipt.Customer, key);
    }

    private Task<Answer> Submit(CustomerCommand command) => Asked(() =>
        command is CreateCustomer create ? Door.Crosswalk.Create(create, Ct) : Door.Customer(command.Customer).Submit(command, Ct));

    private async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        new Credential(Token).Attach();
        return await ask();
    }
}

public sealed class MemoryDoorTests : DoorContract
{
    internal override IDoor Door { get; } = new MemoryDoor();

    internal override string Token => "token";
}
