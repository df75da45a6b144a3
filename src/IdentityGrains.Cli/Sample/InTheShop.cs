using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>What the shop says: orders, tiers, and moves whose news overtake each other.</summary>
internal static class InTheShop
{
    private static readonly string[] Tiers = ["bronze", "silver", "gold", "platinum"];

    /// <summary>Tells it from the first order on.</summary>
    public static void Tell(Life life, DateTimeOffset at)
    {
        var (person, dice) = (life.Person, life.Dice);
        var order = new JsonObject
        {
            ["customer_number"] = person.Shop, ["given_name"] = person.Given, ["family_name"] = person.Family, ["email"] = person.Email,
            ["postal_address"] = person.Address.DeepClone(),
        };
        if (life.SaysRegion)
        {
            order["residence_region"] = person.Home.Region;
        }

        if (dice.Percent(60))
        {
            order["language"] = person.Language;
        }

        life.Arrivals.Add(at, life.Introduces("commerce").Assert(order));
        life.RepeatSometimes();
        var tier = dice.Below(3);
        if (dice.Percent(40))
        {
            life.Arrivals.Add(at + dice.Hours(1, 48), life.Says("commerce").Assert(new() { ["loyalty_tier"] = Tiers[tier] }));
        }

        if (dice.Percent(15))
        {
            life.Arrivals.Add(at + dice.Days(20, 90), life.Says("commerce").Assert(new() { ["loyalty_tier"] = Tiers[tier + 1] }));
        }

        if (dice.Percent(12))
        {
            Move(life, at + dice.Days(15, 60));
        }
    }

    // The move arrives at once; what was seen before it arrives after it.
    private static void Move(Life life, DateTimeOffset at)
    {
        var (person, dice) = (life.Person, life.Dice);
        life.Arrivals.Add(at, life.Says("commerce").Assert(new() { ["postal_address"] = Person.NewAddress(person.Home, dice) }));
        if (dice.Percent(60))
        {
            var late = dice.Days(3, 15);
            life.Arrivals.Add(at - dice.Days(1, 3), life.Says("commerce").Assert(new() { ["postal_address"] = person.Address.DeepClone() }), late);
        }
    }
}
