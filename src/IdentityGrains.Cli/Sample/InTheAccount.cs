using System.Globalization;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>What customers say themselves, in web and app: signed in as a rule, and now and then not.</summary>
internal static class InTheAccount
{
    private static readonly string[] Purposes = ["email_marketing", "personalisation", "ads_sharing"];
    private static readonly string[][] Topics = [["news"], ["offers"], ["news", "offers"], ["events", "news", "offers"]];

    /// <summary>Tells it from the opening of the account on.</summary>
    public static void Tell(Life life, DateTimeOffset at)
    {
        var dice = life.Dice;
        life.Arrivals.Add(at, (life.Introduces("self_service") with { SignedIn = true }).Assert(Profile(life)));
        var confirmed = Contact(life, at + dice.Hours(0, 2));
        Prefer(life, at);
        ThroughOthers.Signals(life, at + dice.Hours(0, 48));
        if (life.Person.IsYoung)
        {
            AsAMinor.Tell(life, at + Life.Minute);
        }
        else
        {
            foreach (var purpose in Purposes)
            {
                Consent(life, purpose, at + dice.Hours(0, 72), purpose == Purposes[0] ? confirmed : null);
            }
        }

        if (dice.Percent(12))
        {
            // Nobody was signed in: anybody could have typed it.
            life.Arrivals.Add(at + dice.Days(2, 60), life.Says("self_service").Assert(new() { ["given_name"] = dice.Pick(life.Person.Home.Given) }));
        }

        if (dice.Percent(3))
        {
            Restrict(life, at + dice.Days(10, 60));
        }
    }

    private static DateTimeOffset? Contact(Life life, DateTimeOffset at)
    {
        var dice = life.Dice;
        if (dice.Percent(5))
        {
            InTheInbox.Mend(life, at);
            return null;
        }

        var points = new JsonObject { ["email"] = life.Person.Email };
        if (life.Person.Phone is { } phone)
        {
            points["phone_mobile"] = phone;
        }

        life.Arrivals.Add(at, life.Signed().Assert(points));
        life.RepeatSometimes();
        var confirmed = InTheInbox.Mail(life, at);
        InTheInbox.Text(life, at);
        return confirmed;
    }

    private static JsonObject Profile(Life life)
    {
        var (person, dice) = (life.Person, life.Dice);
        var profile = new JsonObject { ["given_name"] = person.Given, ["family_name"] = person.Family, ["language"] = person.Language };
        if (life.SaysRegion)
        {
            profile["residence_region"] = person.Home.Region;
        }

        if (person.IsYoung || dice.Percent(80))
        {
            profile["date_of_birth"] = person.Born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return profile;
    }

    private static void Prefer(Life life, DateTimeOffset at)
    {
        var dice = life.Dice;
        if (!dice.Percent(45))
        {
            return;
        }

        life.Arrivals.Add(at + dice.Hours(1, 30), life.Signed().Assert(new() { ["contact_preferences"] = Life.Topics(dice.Pick(Topics)) }));
        if (dice.Percent(20))
        {
            life.Arrivals.Add(at + dice.Days(5, 50), life.Signed().Assert(new() { ["contact_preferences"] = Life.Topics() }));
        }

        if (life.Person.Home.Region == "US-CA" && dice.Percent(50))
        {
            life.Arrivals.Add(at + dice.Days(1, 40), life.Says("self_service").Assert(new() { ["sale_share_opt_out"] = true }));
        }
    }

    private static void Consent(Life life, string purpose, DateTimeOffset at, DateTimeOffset? confirmed)
    {
        var dice = life.Dice;
        if (!dice.Percent(purpose == "ads_sharing" ? 16 : 40))
        {
            return;
        }

        life.Arrivals.Add(at, life.Signed().Grant(purpose));
        if (confirmed < at && !life.Moved)
        {
            InTheInbox.OptIn(life, at);
        }

        if (dice.Percent(25))
        {
            life.Arrivals.Add(at + dice.Days(5, 80), life.Signed().Withdraw(purpose));
        }
        else if (dice.Percent(12))
        {
            // They said no and then yes again; the no arrives last.
            var no = at + dice.Days(5, 40);
            life.Arrivals.Add(no + dice.Hours(5, 60), life.Signed().Grant(purpose));
            life.Arrivals.Add(no, life.Signed().Withdraw(purpose), late: dice.Days(3, 12));
        }
    }

    private static void Restrict(Life life, DateTimeOffset at)
    {
        life.Arrivals.Add(at, life.Signed().Restriction("restrict"));
        if (life.Dice.Percent(60))
        {
            life.Arrivals.Add(at + life.Dice.Days(3, 25), life.Signed().Restriction("release"));
        }
    }
}
