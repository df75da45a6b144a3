namespace IdentityGrains.Cli.Sample;

/// <summary>What minors and their guardians say: who may say yes depends on age and country, and a child's no counts everywhere.</summary>
internal static class AsAMinor
{
    private const string Mails = "email_marketing", Personal = "personalisation", Ads = "ads_sharing";

    /// <summary>Tells it from the opening of the account on.</summary>
    public static void Tell(Life life, DateTimeOffset at)
    {
        var dice = life.Dice;
        var guarded = at + dice.Hours(1, 60);
        if (dice.Percent(70))
        {
            Guardian(life, guarded, (dice.Percent(60) ? Mails : Personal, true));
            Child(life, guarded + dice.Days(2, 30));
        }

        if (dice.Percent(35))
        {
            // Before a certain age nobody asks them, in France they decide together, and later they decide alone.
            life.Arrivals.Add(at + dice.Hours(1, 90), life.Signed().Grant(dice.Pick([Mails, Personal])));
        }

        if (dice.Percent(20))
        {
            life.Arrivals.Add(at + dice.Hours(1, 90), life.Signed().Grant(Ads));
        }

        if (dice.Percent(20))
        {
            Guardian(life, guarded + dice.Days(20, 60), (Personal, false));
        }
    }

    private static void Guardian(Life life, DateTimeOffset at, (string Purpose, bool Yes) said)
    {
        var desk = life.Introduces("support") with { Case = ThroughClerks.NewCase(life.Dice) };
        life.Arrivals.Add(at, (said.Yes ? desk.Grant(said.Purpose) : desk.Withdraw(said.Purpose)).ByGuardian());
    }

    private static void Child(Life life, DateTimeOffset at)
    {
        if (life.Dice.Percent(20))
        {
            life.Arrivals.Add(at, life.Signed().Withdraw(life.Dice.Pick([Mails, Personal])));
        }
    }
}
