using System.Globalization;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>What others write down about a customer: the CRM's contact, the service desk with and without a case, the till.</summary>
internal static class ThroughClerks
{
    /// <summary>The CRM's contact, from the first call on.</summary>
    public static void Contact(Life life, DateTimeOffset at)
    {
        var (person, dice) = (life.Person, life.Dice);
        var contact = new JsonObject
        {
            ["given_name"] = dice.Percent(30) ? Misspelt(person.Given, dice) : person.Given, ["family_name"] = person.Family,
        };
        if (dice.Percent(60))
        {
            contact["email"] = person.Email;
        }

        if (dice.Percent(40) && person.Phone is { } phone)
        {
            contact["phone_mobile"] = phone;
        }

        life.Arrivals.Add(at, life.Introduces("crm").Assert(contact));
        life.RepeatSometimes();
        if (dice.Percent(30))
        {
            life.Arrivals.Add(at + dice.Days(4, 70), life.Says("crm").Assert(new() { ["postal_address"] = Person.NewAddress(person.Home, dice) }));
        }

        if (dice.Percent(20))
        {
            // The CRM empties what a clerk did not fill in.
            life.Arrivals.Add(at + dice.Days(2, 60), life.Says("crm").Assert(new() { ["given_name"] = string.Empty, ["phone_mobile"] = null }));
        }
    }

    /// <summary>The service desk, from the first request on.</summary>
    public static void Desk(Life life, DateTimeOffset at)
    {
        var (person, dice) = (life.Person, life.Dice);
        life.Arrivals.Add(at, (life.Introduces("support") with { Case = Case(dice) }).Assert(new() { ["language"] = person.Language }));
        if (dice.Percent(60) && person.Phone is { } phone)
        {
            life.Arrivals.Add(at + dice.Days(1, 30), (life.Says("support") with { Case = Case(dice) }).Assert(new() { ["phone_mobile"] = phone }));
        }

        if (dice.Percent(30))
        {
            var fewer = (life.Says("support") with { Case = Case(dice) }).Assert(new() { ["contact_preferences"] = Life.Topics("news") });
            life.Arrivals.Add(at + dice.Days(1, 40), fewer);
        }
    }

    /// <summary>A till knows the customer by a card that anybody may hold, and its receipt is a key of its own.</summary>
    public static void Till(Life life, (string Source, string Key) known, DateTimeOffset at)
    {
        var receipt = string.Create(CultureInfo.InvariantCulture, $"R-{at:yyyyMMdd}-{life.Person.Number:D4}");
        var said = new JsonObject { ["given_name"] = life.Person.Given };
        if (life.Person.Phone is { } phone)
        {
            said["phone_mobile"] = phone;
        }

        life.Arrivals.Add(at, new Line("pos", receipt) { Knows = known }.Assert(said));
    }

    /// <summary>The number of a case at the service desk.</summary>
    public static string NewCase(Dice dice) => "CASE-" + (100 + dice.Below(900)).ToString(CultureInfo.InvariantCulture);

    private static string? Case(Dice dice) => dice.Percent(65) ? NewCase(dice) : null;

    // A letter doubled or lost, as happens at a telephone.
    private static string Misspelt(string name, Dice dice)
    {
        var place = 1 + dice.Below(name.Length - 1);
        return dice.Percent(50) ? name.Insert(place, name[place].ToString()) : name.Remove(place, 1);
    }
}
