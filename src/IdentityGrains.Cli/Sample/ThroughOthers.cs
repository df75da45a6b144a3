using System.Globalization;

namespace IdentityGrains.Cli.Sample;

/// <summary>What comes from outside the shop: the identity provider, the partner, browsers and consent dialogues.</summary>
internal static class ThroughOthers
{
    // Strings of the standards' own examples: consent by purpose and vendor; answers of the nation and of California.
    private static readonly string[] Tcf =
    [
        "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA",
        "CLcVDxRMWfGmWAVAHCENAXCkAKDAADnAABRgA5mdfCKZuYJez-NQm0TBMYA4oCAAGQYIAAAAAAEAIAEgAA.argAC0gAAAAAAAAAAAA",
    ];

    private static readonly string[] Gpp = ["DBABBg~BVWSSSVY.YA", "DBABLA~BVVVkkkklWA.YA", "DBABLA~BVVVkkkklWA"];
    private static readonly string[] Bands = ["B1", "B2", "B3", "B4"];

    /// <summary>The identity provider vouches for the day of birth, and signs.</summary>
    public static void Vouch(Life life, DateTimeOffset at)
    {
        if (life.Dice.Percent(10))
        {
            life.Arrivals.Add(at, life.Introduces("idp").Assert(new()
            {
                ["date_of_birth"] = life.Person.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }));
        }
    }

    /// <summary>The partner fills in what nobody said; the policy lets it do so for adults in California.</summary>
    public static void Partner(Life life, DateTimeOffset at)
    {
        if (life.Dice.Percent(life.Person.Home.Region == "US-CA" ? 45 : 7))
        {
            life.Arrivals.Add(at, life.Introduces("partner_acme").Assert(new() { ["income_band"] = life.Dice.Pick(Bands) }));
        }
    }

    /// <summary>Signals come with the page, signed in or not.</summary>
    public static void Signals(Life life, DateTimeOffset at)
    {
        var (dice, visit) = (life.Dice, life.Says("self_service"));
        var californian = life.Person.Home.Region == "US-CA";
        if (dice.Percent(californian ? 35 : 8))
        {
            life.Arrivals.Add(at, visit.Signal("gpc", "1"));
            if (dice.Percent(30))
            {
                life.Arrivals.Add(at + dice.Days(3, 40), (dice.Percent(60) ? life.Signed() : visit).Signal("gpc", "0"));
            }
        }

        if (dice.Percent(15))
        {
            life.Arrivals.Add(at + Life.Minute, californian ? visit.Signal("gpp", dice.Pick(Gpp)) : visit.Signal("tcf", dice.Pick(Tcf)));
        }
    }
}
