using System.Globalization;

namespace IdentityGrains.Cli.Tour;

/// <summary>One thing that happened to one of the sample's named people.</summary>
/// <param name="Person">Their name.</param>
/// <param name="Customer">The shop's key of them.</param>
/// <param name="At">When the source saw it; with source and key it finds the line.</param>
/// <param name="Source">Who said it.</param>
/// <param name="Key">The source's key of them.</param>
/// <param name="Field">The field that it is about.</param>
/// <param name="Told">What happened, in plain words.</param>
internal sealed record Episode(string Person, string Customer, DateTimeOffset At, string Source, string Key, string Field, string Told)
{
    /// <summary>The episodes that are worth telling. What became of each is asked of the record, never told from here.</summary>
    public static readonly ImmutableArray<Episode> All =
    [
        Of("Ana Sousa", "C-1001", "2026-07-09T14:02:00Z", "crm", "0031t0001", "given_name", "The CRM spells her first name otherwise than she does."),
        Of("Ana Sousa", "C-1001", "2026-07-10T09:40:00Z", "crm", "0031t0001", "loyalty_tier", "The CRM tries to make her a gold customer."),
        Of("Ana Sousa", "C-1001", "2026-09-14T19:30:00Z", "commerce", "C-1001", "loyalty_tier", "The shop makes her a gold customer."),
        Of("Jonas Weber", "C-1002", "2026-08-20T10:00:00Z", "commerce", "C-1002", "postal_address", "He moves, and the shop says where to."),
        Of("Jonas Weber", "C-1002", "2026-08-11T15:20:00Z", "self_service", "acc-jonas", "postal_address", "His old address arrives, days after the move."),
        Of("Jonas Weber", "C-1002", "2026-09-02T08:00:00Z", "self_service", "acc-jonas", "given_name", "Somebody not signed in gives another first name."),
        Of("Mia Laurent", "C-1003", "2026-07-02T09:15:00Z", "support", "u-88009", "family_name", "The service desk, with a case, gives her married name."),
        Of("Mia Laurent", "C-1003", "2026-09-20T13:37:00Z", "self_service", "acc-mia03", "shoe_size", "The web shop sends a field that nobody governs."),
    ];

    private static Episode Of(string person, string customer, string at, string source, string key, string field, string told) =>
        new(person, customer, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), source, key, field, told);
}
