namespace IdentityGrains.Cli.Sample;

/// <summary>
/// What becomes of the codes: most are brought, some wrongly first, some too late, some never. A line names its message by its place among those that came
/// to the address, so these lives are told where that place is sure.
/// </summary>
internal static class InTheInbox
{
    private const string Email = "email", Phone = "phone_mobile";

    /// <summary>What the customer does about the e-mail address given at a time; the time at which it was confirmed, or null.</summary>
    public static DateTimeOffset? Mail(Life life, DateTimeOffset at)
    {
        var (dice, address) = (life.Dice, life.Person.Email);
        var brought = at + dice.Hours(0, 2) + Life.Minute;
        switch (dice.Below(100))
        {
            case < 66:
                Bring(life, Email, "confirm", address, brought);
                break;
            case < 72:
                Bring(life, Email, "wrong", address, brought);
                Bring(life, Email, "confirm", address, brought + Life.Minute);
                break;
            default:
                return null;
        }

        Change(life, brought);
        if (dice.Percent(3))
        {
            life.Arrivals.Add(brought + dice.Days(10, 60), life.Shop().Verify(Email, "doubt", address));
        }

        return brought;
    }

    /// <summary>The customer mistypes the address, mends it, and brings the first code after the second went out.</summary>
    public static void Mend(Life life, DateTimeOffset at)
    {
        var (typed, meant) = (life.Person.OtherEmail("typo"), life.Person.OtherEmail("mended"));
        life.Arrivals.Add(at, life.Signed().Assert(new() { [Email] = typed }));
        Bring(life, Email, "wrong", typed, at + Life.Minute);
        life.Arrivals.Add(at + Life.Minute * 2, life.Signed().Assert(new() { [Email] = meant }));
        Bring(life, Email, "confirm", typed, at + Life.Minute * 3);
        Bring(life, Email, "confirm", meant, at + Life.Minute * 4);
    }

    /// <summary>What the customer does about the telephone number given at a time.</summary>
    public static void Text(Life life, DateTimeOffset at)
    {
        if (life.Person.Phone is not { } number)
        {
            return;
        }

        var brought = at + Life.Minute * (1 + life.Dice.Below(8));
        var wrong = life.Dice.Below(100) switch { < 60 => 0, < 66 => 1, < 68 => 3, _ => -1 };
        for (var i = 0; i < wrong; i++)
        {
            Bring(life, Phone, "wrong", number, brought);
        }

        if (wrong >= 0)
        {
            // After three wrong codes not even the right one counts.
            Bring(life, Phone, "confirm", number, brought);
        }
    }

    /// <summary>A yes to e-mails from a confirmed address asks for a code once more.</summary>
    public static void OptIn(Life life, DateTimeOffset granted)
    {
        if (life.Dice.Percent(70))
        {
            Bring(life, Email, "confirm", life.Person.Email, granted + Life.Minute * (1 + life.Dice.Below(9)), nth: 2);
        }
    }

    private static void Change(Life life, DateTimeOffset confirmed)
    {
        var dice = life.Dice;
        if (!dice.Percent(5))
        {
            return;
        }

        var (at, address) = (confirmed + dice.Days(20, 70), life.Person.OtherEmail("new"));
        life.Moved = true;
        life.Arrivals.Add(at, life.Signed().Assert(new() { [Email] = address }));
        switch (dice.Below(10))
        {
            case < 6:
                Bring(life, Email, "confirm", address, at + dice.Hours(0, 2));
                break;
            case < 8:
                life.Arrivals.Add(at + Life.Minute * 5, life.Says("self_service").Verify(Email, "cancel", life.Person.Email));
                break;
            case < 9:
                Bring(life, Email, "confirm", address, at + Life.Minute);
                life.Arrivals.Add(at + dice.Hours(3, 30), life.Says("self_service").Verify(Email, "cancel", life.Person.Email));
                break;
        }
    }

    private static void Bring(Life life, string field, string how, string to, DateTimeOffset at, int nth = 1) =>
        life.Arrivals.Add(at, life.Says("self_service").Verify(field, how, to, nth));
}
