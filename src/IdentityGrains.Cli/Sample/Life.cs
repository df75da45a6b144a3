using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>
/// One invented customer's months: which sources meet them, and when. Whoever meets them first begins the record;
/// every other source introduces its key by one that is known already.
/// </summary>
internal sealed class Life(Person person, Arrivals arrivals, Dice dice)
{
    private static readonly DateTimeOffset Opening = new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);

    /// <summary>The time in which a person does one thing after another.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private (string Source, string Key)? _known;

    /// <summary>True when they gave another e-mail address later.</summary>
    public bool Moved { get; set; }

    /// <summary>False when nobody is told where they live.</summary>
    public bool SaysRegion { get; } = person.IsYoung || dice.Percent(92);

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
        _known = (first, KeyOf(first));
        Meet(first, met);
        foreach (var (source, chance) in new[] { ("commerce", 100), ("self_service", 50), ("crm", 26), ("support", 12) })
        {
            if (source != first && dice.Percent(chance))
            {
                Meet(source, met + dice.Hours(1, 20 * 24));
            }
        }

        if (dice.Percent(24))
        {
            ThroughClerks.Till(this, _known.Value, met + dice.Days(21, 100));
        }

        ThroughOthers.Vouch(this, met + dice.Days(21, 60));
        ThroughOthers.Partner(this, met + dice.Days(25, 90));
    }

    /// <summary>A further line of a source that has spoken of them before.</summary>
    public Line Says(string source) => new(source, KeyOf(source));

    /// <summary>The first line of a source: it says which known key its own goes with.</summary>
    public Line Introduces(string source) => Says(source) with { Knows = _known?.Source == source ? null : _known };

    /// <summary>A further line of the shop; it may be the first one that names its key.</summary>
    public Line Shop() => Introduces("commerce");

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
        "commerce" => person.Shop, "self_service" => person.Account, "crm" => person.Contact, "idp" => person.Subject,
        "partner_acme" => person.Prospect, _ => person.Caller,
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
