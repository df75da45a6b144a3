namespace IdentityGrains.Cli.Sample;

/// <summary>Lines that the law refuses, one of each kind for every few customers: a steward should find some in the audit.</summary>
internal static class Mistakes
{
    // Each of them looks like one person with somebody else, so they are kept few.
    private const int FewForeign = 200;

    /// <summary>The mistake that this customer is in for, if any.</summary>
    public static void Tell(Person person, Arrivals arrivals, Dice dice)
    {
        var at = new DateTimeOffset(2026, 10, 2, 7, 0, 0, TimeSpan.Zero) + dice.Days(0, 25);
        Line From(string source, string key) => new(source, key) { Knows = ("commerce", person.Shop) };
        Line? line = (person.Number % 72) switch
        {
            8 => new Line("commerce", person.Shop).Assert(new() { ["shoe_size"] = "42" }),
            19 => From("crm", person.Contact).Assert(new() { ["loyalty_tier"] = "platinum" }),
            27 => new Line("commerce", person.Shop).Assert(new() { ["email"] = "not an address" }),
            38 => (From("self_service", person.Account) with { SignedIn = true }).Grant("email_marketing", notice: "n-2024-11"),
            46 => (From("self_service", person.Account) with { SignedIn = true }).Assert(new() { ["date_of_birth"] = "1990-02-30" }),
            55 => (From("support", person.Caller) with { Case = "CASE-99" }).Assert(new() { ["phone_mobile"] = "+999 123" }),
            62 => (From("support", person.Caller) with { Case = "CASE-98" }).Grant("shoe_marketing"),
            66 when person.Number < FewForeign => new Line("commerce", person.Shop) { Knows = ("commerce", "C-1001") },
            _ => null,
        };
        if (line is not null)
        {
            arrivals.Add(at, line);
        }
    }
}
