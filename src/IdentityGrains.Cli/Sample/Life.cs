using System.Globalization;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>What the sources say of one invented customer over the months: mostly right, sometimes misspelt, late, twice, or not theirs to say.</summary>
internal sealed class Life(Person person, Arrivals arrivals, Dice dice)
{
    private static readonly DateTimeOffset Opening = new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tiers = ["bronze", "silver", "gold", "platinum"];
    private static readonly string[] Purposes = ["email_marketing", "personalisation", "ads_sharing"];
    private static readonly string[][] Topics = [["news"], ["offers"], ["news", "offers"], ["events", "news", "offers"]];

    // Whoever meets the customer first begins the record; every other source names a key that is known already.
    private (string Source, string Key) _known;
    private DateTimeOffset _met;

    /// <summary>Tells it.</summary>
    public void Tell()
    {
        _met = Opening + dice.Days(0, 130);
        var first = dice.Below(100) switch { < 84 => "commerce", < 93 => "self_service", _ => "crm" };
        Meet(first);
        _known = (first, KeyOf(first));
        foreach (var (source, chance) in new[] { ("commerce", 100), ("self_service", 72), ("crm", 62), ("support", 40) })
        {
            if (source != first && dice.Percent(chance))
            {
                Meet(source);
            }
        }

        for (var visits = dice.Below(3); visits > 0; visits--)
        {
            Till();
        }
    }

    private string KeyOf(string source) => source switch
    {
        "commerce" => person.Shop, "self_service" => person.Account, "crm" => person.Contact, _ => person.Caller,
    };

    private void Meet(string source)
    {
        var at = _known.Source is null ? _met : _met + dice.Hours(1, 20 * 24);
        switch (source)
        {
            case "commerce":
                Shop(at);
                break;
            case "self_service":
                Account(at);
                break;
            case "crm":
                Contact(at);
                break;
            default:
                Desk(at);
                break;
        }
    }

    private Line Says(string source) => new(source, KeyOf(source));

    // Only the first line of a source says which key it goes with.
    private Line Introduces(string source) => Says(source) with { Knows = _known.Source is null ? null : _known };

    private void Shop(DateTimeOffset at)
    {
        var order = new JsonObject
        {
            ["customer_number"] = person.Shop, ["given_name"] = person.Given, ["family_name"] = person.Family, ["email"] = person.Email,
            ["postal_address"] = person.Address.DeepClone(), ["residence_region"] = person.Home.Region,
        };
        if (dice.Percent(60))
        {
            order["language"] = person.Language;
        }

        arrivals.Add(at, Introduces("commerce").Assert(order));
        RepeatSometimes();
        var tier = dice.Below(3);
        arrivals.Add(at + dice.Hours(1, 48), Says("commerce").Assert(new() { ["loyalty_tier"] = Tiers[tier] }));
        if (dice.Percent(35))
        {
            arrivals.Add(at + dice.Days(20, 90), Says("commerce").Assert(new() { ["loyalty_tier"] = Tiers[tier + 1] }));
        }

        if (dice.Percent(22))
        {
            Move(at + dice.Days(15, 60));
        }
    }

    // The move arrives at once; what the source saw before it arrives after it.
    private void Move(DateTimeOffset at)
    {
        arrivals.Add(at, Says("commerce").Assert(new() { ["postal_address"] = Person.NewAddress(person.Home, dice) }));
        if (dice.Percent(60))
        {
            var late = dice.Days(3, 15);
            arrivals.Add(at - dice.Days(1, 3), Says("commerce").Assert(new() { ["postal_address"] = person.Address.DeepClone() }), late);
        }
    }

    private void Account(DateTimeOffset at)
    {
        var profile = new JsonObject
        {
            ["given_name"] = person.Given, ["family_name"] = person.Family, ["residence_region"] = person.Home.Region, ["language"] = person.Language,
        };
        if (dice.Percent(80))
        {
            profile["date_of_birth"] = person.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        arrivals.Add(at, (Introduces("self_service") with { SignedIn = true }).Assert(profile));
        arrivals.Add(at + dice.Hours(0, 2), Signed().Assert(new() { ["email"] = person.Email, ["phone_mobile"] = person.Phone }));
        RepeatSometimes();
        Prefer(at);
        foreach (var purpose in Purposes)
        {
            Consent(purpose, at + dice.Hours(0, 72));
        }

        if (dice.Percent(30))
        {
            // Nobody was signed in: anybody could have typed it.
            arrivals.Add(at + dice.Days(2, 60), Says("self_service").Assert(new() { ["given_name"] = dice.Pick(person.Home.Given) }));
        }

        if (dice.Percent(3))
        {
            var asked = at + dice.Days(10, 60);
            arrivals.Add(asked, Signed().Restriction("restrict"));
            if (dice.Percent(60))
            {
                arrivals.Add(asked + dice.Days(3, 25), Signed().Restriction("release"));
            }
        }
    }

    private Line Signed() => Says("self_service") with { SignedIn = true };

    private void Prefer(DateTimeOffset at)
    {
        if (!dice.Percent(65))
        {
            return;
        }

        arrivals.Add(at + dice.Hours(1, 30), Signed().Assert(new() { ["contact_preferences"] = List(dice.Pick(Topics)) }));
        if (dice.Percent(20))
        {
            arrivals.Add(at + dice.Days(5, 50), Signed().Assert(new() { ["contact_preferences"] = new JsonArray() }));
        }

        if (person.Home.Region == "US-CA" && dice.Percent(50))
        {
            arrivals.Add(at + dice.Days(1, 40), Says("self_service").Assert(new() { ["sale_share_opt_out"] = true }));
        }
    }

    private void Consent(string purpose, DateTimeOffset at)
    {
        if (!dice.Percent(purpose == "ads_sharing" ? 25 : 60))
        {
            return;
        }

        arrivals.Add(at, Signed().Grant(purpose));
        RepeatSometimes();
        if (dice.Percent(25))
        {
            arrivals.Add(at + dice.Days(5, 80), Signed().Withdraw(purpose));
        }
        else if (dice.Percent(12))
        {
            // They said no and then yes again; the no arrives last.
            var no = at + dice.Days(5, 40);
            arrivals.Add(no + dice.Hours(5, 60), Signed().Grant(purpose));
            arrivals.Add(no, Signed().Withdraw(purpose), late: dice.Days(3, 12));
        }
    }

    private void Contact(DateTimeOffset at)
    {
        var contact = new JsonObject
        {
            ["given_name"] = dice.Percent(30) ? Misspelt(person.Given) : person.Given, ["family_name"] = person.Family,
        };
        if (dice.Percent(60))
        {
            contact["email"] = person.Email;
        }

        if (dice.Percent(40))
        {
            contact["phone_mobile"] = person.Phone;
        }

        arrivals.Add(at, Introduces("crm").Assert(contact));
        RepeatSometimes();
        if (dice.Percent(35))
        {
            arrivals.Add(at + dice.Days(4, 70), Says("crm").Assert(new() { ["postal_address"] = Person.NewAddress(person.Home, dice) }));
        }

        if (dice.Percent(25))
        {
            // The CRM empties what a clerk did not fill in.
            arrivals.Add(at + dice.Days(2, 60), Says("crm").Assert(new() { ["given_name"] = string.Empty, ["phone_mobile"] = null }));
        }
    }

    private void Desk(DateTimeOffset at)
    {
        string? Case() => dice.Percent(65) ? "CASE-" + (100 + dice.Below(900)).ToString(CultureInfo.InvariantCulture) : null;
        arrivals.Add(at, (Introduces("support") with { Case = Case() }).Assert(new() { ["language"] = person.Language }));
        if (dice.Percent(60))
        {
            arrivals.Add(at + dice.Days(1, 30), (Says("support") with { Case = Case() }).Assert(new() { ["phone_mobile"] = person.Phone }));
        }

        if (dice.Percent(30))
        {
            arrivals.Add(at + dice.Days(1, 40), (Says("support") with { Case = Case() }).Assert(new() { ["contact_preferences"] = List(["news"]) }));
        }
    }

    // A till knows the customer by a card that anybody may hold, and a receipt is a key of its own.
    private void Till()
    {
        var at = _met + dice.Days(21, 100);
        var receipt = $"R-{at:yyyyMMdd}-{1000 + dice.Below(9000)}";
        arrivals.Add(at, new Line("pos", receipt) { Knows = _known }.Assert(new() { ["given_name"] = person.Given, ["phone_mobile"] = person.Phone }));
    }

    private void RepeatSometimes()
    {
        if (dice.Percent(6))
        {
            arrivals.Repeat(dice.Hours(0, 60));
        }
    }

    private static JsonArray List(IEnumerable<string> topics) => [.. topics];

    // A letter doubled or lost, as happens at a telephone.
    private string Misspelt(string name)
    {
        var place = 1 + dice.Below(name.Length - 1);
        return dice.Percent(50) ? name.Insert(place, name[place].ToString()) : name.Remove(place, 1);
    }
}
