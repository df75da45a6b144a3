namespace IdentityGrains.Cli.Sample;

/// <summary>Three customers with a story worth telling: an update that is accepted, one that loses and one that is refused.</summary>
internal static class Story
{
    /// <summary>Their lines.</summary>
    public static void Tell(Arrivals arrivals)
    {
        Ana(arrivals);
        Jonas(arrivals);
        Mia(arrivals);
    }

    // The CRM's spelling is newer, and loses to what Ana said of herself; her tier is the shop's to say, so the CRM is refused.
    private static void Ana(Arrivals arrivals)
    {
        (string, string) shop = ("commerce", "C-1001");
        arrivals.Add(At("2026-07-01T08:12:00Z"), new Line("commerce", "C-1001").Assert(new()
        {
            ["customer_number"] = "C-1001", ["given_name"] = "Ana", ["family_name"] = "Sousa", ["email"] = "ana.sousa@mail.example",
            ["postal_address"] = Person.AddressOf("Lindenstraße 12", "10969", "Berlin", "DE"), ["residence_region"] = "DE", ["loyalty_tier"] = "silver",
        }));
        arrivals.Add(At("2026-07-01T08:20:31Z"), new Line("self_service", "acc-ana01") { Knows = shop, SignedIn = true }.Assert(new()
        {
            ["given_name"] = "Ana", ["family_name"] = "Sousa", ["date_of_birth"] = "1988-04-17", ["residence_region"] = "DE", ["language"] = "de",
            ["phone_mobile"] = "+491713920091", ["contact_preferences"] = Topics("news", "offers"),
        }));
        arrivals.Add(At("2026-07-01T08:21:05Z"), new Line("self_service", "acc-ana01") { SignedIn = true }.Grant("email_marketing"));
        arrivals.Add(At("2026-07-01T08:22:40Z"), new Line("self_service", "acc-ana01").Verify("email", "confirm", "ana.sousa@mail.example"));
        arrivals.Add(At("2026-07-09T14:02:00Z"), new Line("crm", "0031t0001") { Knows = shop }.Assert(new()
        {
            ["given_name"] = "Anna", ["phone_mobile"] = "+491713920090",
        }));
        arrivals.Add(At("2026-07-10T09:40:00Z"), new Line("crm", "0031t0001").Assert(new() { ["loyalty_tier"] = "gold" }));
        arrivals.Add(At("2026-08-03T11:05:00Z"), new Line("support", "u-88003") { Knows = shop, Case = "CASE-17" }.Assert(new() { ["language"] = "pt" }));
        arrivals.Add(At("2026-09-14T19:30:00Z"), new Line("commerce", "C-1001").Assert(new() { ["loyalty_tier"] = "gold" }));
    }

    // The old address was seen before the move and arrives after it: it is kept and changes nothing.
    private static void Jonas(Arrivals arrivals)
    {
        (string, string) shop = ("commerce", "C-1002");
        arrivals.Add(At("2026-06-03T17:45:00Z"), new Line("commerce", "C-1002").Assert(new()
        {
            ["customer_number"] = "C-1002", ["given_name"] = "Jonas", ["family_name"] = "Weber", ["email"] = "jonas.weber@post.example",
            ["postal_address"] = Person.AddressOf("Gartenweg 4", "50667", "Köln", "DE"), ["residence_region"] = "DE", ["language"] = "de",
            ["loyalty_tier"] = "bronze",
        }));
        arrivals.Add(At("2026-06-04T07:10:00Z"), new Line("self_service", "acc-jonas") { Knows = shop, SignedIn = true }.Assert(new()
        {
            ["given_name"] = "Jonas", ["family_name"] = "Weber", ["date_of_birth"] = "1979-11-02", ["residence_region"] = "DE",
        }));
        arrivals.Add(At("2026-06-04T07:11:00Z"), new Line("self_service", "acc-jonas") { SignedIn = true }.Grant("personalisation"));
        arrivals.Add(At("2026-08-20T10:00:00Z"), new Line("commerce", "C-1002").Assert(new()
        {
            ["postal_address"] = Person.AddressOf("Schillerstraße 88", "70173", "Stuttgart", "DE"),
        }));
        arrivals.Add(
            At("2026-08-11T15:20:00Z"),
            new Line("self_service", "acc-jonas") { SignedIn = true }.Assert(new()
            {
                ["postal_address"] = Person.AddressOf("Gartenweg 4", "50667", "Köln", "DE"),
            }),
            late: TimeSpan.FromDays(12));
        arrivals.Add(At("2026-09-02T08:00:00Z"), new Line("self_service", "acc-jonas").Assert(new() { ["given_name"] = "Jonny" }));
        arrivals.Add(At("2026-10-05T18:25:00Z"), new Line("self_service", "acc-jonas") { SignedIn = true }.Withdraw("personalisation"));
    }

    // She marries, which support may say with a case only; and the withdrawal that arrives late is older than her last yes.
    private static void Mia(Arrivals arrivals)
    {
        (string, string) shop = ("commerce", "C-1003");
        arrivals.Add(At("2026-05-21T12:00:00Z"), new Line("commerce", "C-1003").Assert(new()
        {
            ["customer_number"] = "C-1003", ["given_name"] = "Mia", ["family_name"] = "Laurent", ["email"] = "mia.laurent@mail.example",
            ["postal_address"] = Person.AddressOf("8 rue des Lilas", "69002", "Lyon", "FR"), ["residence_region"] = "FR", ["language"] = "fr",
            ["loyalty_tier"] = "platinum",
        }));
        arrivals.Add(At("2026-05-22T06:30:00Z"), new Line("self_service", "acc-mia03") { Knows = shop, SignedIn = true }.Assert(new()
        {
            ["date_of_birth"] = "1995-02-09", ["residence_region"] = "FR", ["contact_preferences"] = Topics("offers"),
        }));
        arrivals.Add(At("2026-05-22T06:31:00Z"), new Line("self_service", "acc-mia03") { SignedIn = true }.Grant("email_marketing"));
        arrivals.Add(At("2026-06-30T09:00:00Z"), new Line("support", "u-88009") { Knows = shop }.Assert(new() { ["family_name"] = "Laurent-Roux" }));
        arrivals.Add(At("2026-07-02T09:15:00Z"), new Line("support", "u-88009") { Case = "CASE-52" }.Assert(new() { ["family_name"] = "Laurent-Roux" }));
        arrivals.Add(At("2026-08-10T20:00:00Z"), new Line("self_service", "acc-mia03") { SignedIn = true }.Grant("email_marketing"));
        arrivals.Add(
            At("2026-08-09T16:45:00Z"), new Line("support", "u-88009") { Case = "CASE-61" }.Withdraw("email_marketing"), late: TimeSpan.FromDays(4));
        arrivals.Add(At("2026-09-01T10:00:00Z"), new Line("self_service", "acc-mia03") { SignedIn = true }.Restriction("restrict"));
        arrivals.Add(At("2026-09-18T10:00:00Z"), new Line("self_service", "acc-mia03") { SignedIn = true }.Restriction("release"));
        arrivals.Add(At("2026-09-20T13:37:00Z"), new Line("self_service", "acc-mia03") { SignedIn = true }.Assert(new() { ["shoe_size"] = "38" }));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static System.Text.Json.Nodes.JsonArray Topics(params string[] topics) => [.. topics];
}
