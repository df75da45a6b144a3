using System.Globalization;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Tests.Tour;

/// <summary>What the law must refuse of the sample, judged line by line from what was said before; it shares no code with the law.</summary>
internal sealed class Mistaken
{
    private static readonly Dictionary<string, int> AgesOfConsent =
        new() { ["AT"] = 14, ["DE"] = 16, ["ES"] = 14, ["FR"] = 15, ["NL"] = 16, ["US-CA"] = 13, ["BR"] = 12 };

    private readonly Dictionary<string, Known> _people = [];
    private readonly Dictionary<string, int> _wrong = [];

    public static string?[] All(JsonObject[] lines)
    {
        var judge = new Mistaken();
        return [.. lines.Select(judge.Judge)];
    }

    private string? Judge(JsonObject line)
    {
        var key = Counted.KeyOf(line);
        var other = line["knows"] is JsonObject knows ? Counted.KeyOf(knows) : null;
        if (_people.TryGetValue(key, out var person) && other is not null && _people.TryGetValue(other, out var somebody) && somebody != person)
        {
            return "key-taken";
        }

        person = _people[key] = person ?? (other is null ? new Known() : _people[other]);
        return line["assert"] is JsonObject said ? OfFields(said, Counted.Text(line, "source"), line["signedIn"] is not null, person)
            : line["consent"] is JsonObject consent ? OfConsent(consent, person)
            : line["verify"] is JsonObject verify ? OfCode(verify, person)
            : null;
    }

    private static string? OfFields(JsonObject said, string source, bool signedIn, Known person)
    {
        var why = said.ContainsKey("shoe_size") ? "unknown-field"
            : said.ContainsKey("loyalty_tier") && source != "commerce" ? "field-authority-denied"
            : said["email"] is JsonValue email && !email.ToString().Contains('@', StringComparison.Ordinal) ? "invalid-email"
            : said["phone_mobile"] is JsonValue phone && phone.ToString().StartsWith("+999", StringComparison.Ordinal) ? "invalid-phone"
            : said["date_of_birth"] is JsonValue born && !IsDate(born.ToString(), out _) ? "validation-failed"
            : null;
        if (why is null && (signedIn || source is "commerce" or "idp"))
        {
            person.Region = said["residence_region"]?.ToString() ?? person.Region;
            person.Born = said["date_of_birth"] is JsonValue date && IsDate(date.ToString(), out var day) ? day : person.Born;
            person.Email = signedIn && said["email"] is JsonValue told ? told.ToString() : person.Email;
        }

        return why;
    }

    private static string? OfConsent(JsonObject consent, Known person)
    {
        if ((string?)consent["decision"] != "granted")
        {
            return null;
        }

        var (purpose, guardian) = ((string?)consent["purpose"], consent.ContainsKey("by"));
        if (purpose == "shoe_marketing" || (string?)consent["noticeVersion"] != "n-2026-05")
        {
            return purpose == "shoe_marketing" ? "unknown-purpose" : "notice-unknown";
        }

        if (person.Born is not { } born || person.Region is not { } region)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var age = today.Year - born.Year - (born.AddYears(today.Year - born.Year) > today ? 1 : 0);
        return purpose == "ads_sharing" && region != "US-CA" && age < 18 ? "age-gate"
            : age >= AgesOfConsent[region] ? guardian ? "needs-own-decision" : null
            : guardian || region == "FR" ? null : "age-gate";
    }

    private string? OfCode(JsonObject verify, Known person)
    {
        var (how, to) = ((string?)verify["how"], verify["to"]!.ToString());
        if (how == "wrong")
        {
            _wrong[to] = _wrong.GetValueOrDefault(to) + 1;
            return "code-invalid";
        }

        // The third wrong code of a telephone locks it; of an address that was mended the first code is over.
        return how != "confirm" ? null
            : (string?)verify["field"] == "phone_mobile" && _wrong.GetValueOrDefault(to) >= 3 ? "code-invalid"
            : (string?)verify["field"] == "email" && person.Email is { } meant && meant != to ? "version-conflict"
            : null;
    }

    private static bool IsDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private sealed class Known
    {
        public string? Region { get; set; }

        public DateOnly? Born { get; set; }

        public string? Email { get; set; }
    }
}
