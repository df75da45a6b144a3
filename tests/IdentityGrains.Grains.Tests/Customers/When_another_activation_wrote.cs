using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Customers;

/// <summary>For a while two activations of one customer may live. The store lets one write; the other must not tell what was overtaken as the latest.</summary>
public sealed class When_another_activation_wrote
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_asked_as_the_latest_is_the_latest()
    {
        await using var office = await Office.Open();
        await office.Create();
        await office.SayLanguage("de");
        await Elsewhere(office, "fr");

        var remembered = await office.InTurn(() => office.Keeper.Current(Now).AsTask());
        var latest = await office.InTurn(() => office.Keeper.Latest(Now).AsTask());

        Assert.Equal((2, 3), (remembered!.Durable.Head.Version, latest!.Durable.Head.Version));
    }

    [Fact]
    public async Task The_next_write_here_loses_its_race_looks_again_and_succeeds()
    {
        await using var office = await Office.Open();
        await office.Create();
        await Elsewhere(office, "fr");

        Assert.Equal(3, Assert.IsType<Answer.Done>(await office.SayLanguage("de")).Receipt.Version);
    }

    private static async Task Elsewhere(Office office, string language)
    {
        var clerk = new CustomerClerk(office.Customer, office.Services, office.AnotherKeeper());
        Assert.IsType<Answer.Done>(await office.InTurn(() => clerk.Submit(office.Language(language), Office.Commerce, Now)));
    }
}
