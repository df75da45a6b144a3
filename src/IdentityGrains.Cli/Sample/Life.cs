using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>
/// One invented customer's months: which sources meet them, and when. Whoever meets them first begins the record;
/// every other source introduces its key by one that is known already.
/// </summary>
internal sealed class Life(Person person, Arrivals arrivals, Dice dice)
{
    private static readonly DateTimeOffset Opening = new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);

    private (string Source, string Key)? _known;

    /// <summary>Who lives it.</summary>
    public Person Person => person;

    /// <summary>Where what is said of them arrives.</summary>
    public Arrivals Arrivals => arrivals;

    /// <summary>Their chance.</summary>
    public Dice Dice => dice;

    /// <summary>Tells it.</summary>
    public void Tell()
    {
        var met = Opening + dice.Days(0, 130);
        var first = dice.Below(100) switch { < 84 => "commerce", < 93 => "self_service", _ => "crm" };
        Meet(first, met);
        _known = (first, KeyOf(first));
        foreach (var (source, chance) in new[] { ("commerce", 100), ("self_service", 66), ("crm", 52), ("support", 30) })
        {
            if (source != first && dice.Percent(chance))
            {
                Meet(source, met + dice.Hours(1, 20 * 24));
            }
        }

        if (dice.Percent(55))
        {
            ThroughClerks.Till(this, _known.Value, met + dice.Days(21, 100));
        }
    }

    /// <summary>A further line of a source that has spoken of them before.</summary>
    public Line Says(string source) => new(source, KeyOf(source));

    /// <summary>The first line of a source: it says which known key its own goes with.</summary>
    public Line Introduces(string source) => Says(source) with { Knows = _known };

    /// <summary>A line at which the customer was signed in.</summary>
    public Line Signed() => Says("self_service") with { SignedIn = true };

    /// <summary>Now and then a sender misses the answer and says the same again.</summary>
    public void RepeatSometimes()
    {
        if (dice.Percent(6))
        {
            arrivals.Repeat(dice.Hours(0, 60));
        }
    }

    /// <summary>Topics as a value.</summary>
    public static JsonArray Topics(params string[] topics) => [.. topics];

    private string KeyOf(string source) => source switch
    {
        "commerce" => person.Shop, "self_service" => person.Account, "crm" => person.Contact, _ => person.Caller,
    };

    private void Meet(string source, DateTimeOffset at)
    {
        switch (source)
        {
            case "commerce":
                InTheShop.Tell(this, at);
                break;
            case "self_service":
                InTheAccount.Tell(this, at);
                break;
            case "crm":
                ThroughClerks.Contact(this, at);
                break;
            default:
                ThroughClerks.Desk(this, at);
                break;
        }
    }
}
