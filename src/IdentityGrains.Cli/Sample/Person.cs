using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Sample;

/// <summary>An invented customer, as they would describe themselves.</summary>
internal sealed record Person(
    int Number, Place Home, string Given, string Family, string Email, string? Phone, DateOnly Born, string Language, JsonNode Address)
{
    private static readonly string[] Domains = ["mail.example", "post.example", "inbox.test", "letterbox.example"];

    private static readonly Dictionary<char, string> Spelt = new() { ['ä'] = "ae", ['ö'] = "oe", ['ü'] = "ue", ['ß'] = "ss", ['ı'] = "i" };

    private static readonly DateOnly Youngest = new(2018, 10, 31);
    private static readonly DateOnly Oldest = new(1948, 1, 1);
    private const int DaysOfYouth = 3650;
    private const int DaysOfOthers = 57 * 365;

    /// <summary>True for who was a minor when the shop's half year ended.</summary>
    public bool IsYoung => Born > Youngest.AddDays(-DaysOfYouth);

    /// <summary>The shop's key.</summary>
    public string Shop => "C-" + (1000 + Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The account's key in web and app.</summary>
    public string Account => "acc-" + (Number * 7919L % 1_000_003).ToString("x5", CultureInfo.InvariantCulture);

    /// <summary>The CRM's key.</summary>
    public string Contact => "0031t" + Number.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>The service desk's key.</summary>
    public string Caller => "u-" + (88_000 + Number * 3).ToString(CultureInfo.InvariantCulture);

    /// <summary>The identity provider's key.</summary>
    public string Subject => "sub-" + (Number * 104_729L % 15_485_863).ToString("x6", CultureInfo.InvariantCulture);

    /// <summary>The partner's key.</summary>
    public string Prospect => "acme-" + (500_000 + Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>Invents one.</summary>
    /// <param name="number">From 1, over all.</param>
    /// <param name="home">Where from.</param>
    /// <param name="nth">From 0, among those of the same place: numbers of telephones are not given twice.</param>
    /// <param name="dice">Chance.</param>
    public static Person Invent(int number, Place home, int nth, Dice dice)
    {
        var (given, family) = (dice.Pick(home.Given), dice.Pick(home.Family));
        var born = dice.Percent(12) ? Youngest.AddDays(-dice.Below(DaysOfYouth)) : Oldest.AddDays(dice.Below(DaysOfOthers));
        return new Person(
            number, home, given, family,
            string.Create(CultureInfo.InvariantCulture, $"{Ascii(given)}.{Ascii(family)}{number}@{dice.Pick(Domains)}"),
            home.Phone(nth),
            born,
            dice.Percent(85) ? home.Language : "en",
            NewAddress(home, dice));
    }

    /// <summary>Another address of theirs, for example to move to.</summary>
    public string OtherEmail(string word) => Email.Replace("@", "." + word + "@", StringComparison.Ordinal);

    /// <summary>An address in a place.</summary>
    public static JsonNode NewAddress(Place place, Dice dice)
    {
        var (postcode, city) = dice.Pick(place.Cities);
        var number = (1 + dice.Below(140)).ToString(CultureInfo.InvariantCulture);
        return AddressOf(dice.Pick(place.Streets).Replace("#", number, StringComparison.Ordinal), postcode, city, place.Country);
    }

    /// <summary>An address of these parts.</summary>
    public static JsonNode AddressOf(string line1, string postcode, string city, string country) =>
        new JsonObject { ["line1"] = line1, ["city"] = city, ["postcode"] = postcode, ["country"] = country };

    private static string Ascii(string name)
    {
        var plain = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            foreach (var part in Spelt.GetValueOrDefault(c, c.ToString()).Normalize(NormalizationForm.FormD))
            {
                if (char.IsAsciiLetter(part))
                {
                    plain.Append(part);
                }
            }
        }

        return plain.ToString();
    }
}
