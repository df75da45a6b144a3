using System.Text.Json;
using System.Text.Json.Nodes;

namespace IdentityGrains.Cli.Tests.Tour;

/// <summary>The sample's file counted by hand, sharing no code with the importer.</summary>
internal static class Counted
{
    public static readonly JsonObject[] Lines = [.. File.ReadLines(Happened.File).Select(l => JsonNode.Parse(l)!.AsObject())];

    public static int Keys => Lines.Select(KeyOf).Distinct().Count();

    /// <summary>Keys of the shop: everybody has one in the end, or had one never.</summary>
    public static string[] ShopKeys => [.. Lines.Where(l => Text(l, "source") == "commerce").Select(l => Text(l, "key")).Distinct()];

    /// <summary>Keys that came without naming another one: they begin a customer.</summary>
    public static int Strangers
    {
        get
        {
            var seen = new HashSet<string>();
            return Lines.Count(l => seen.Add(KeyOf(l)) && !l.ContainsKey("knows"));
        }
    }

    /// <summary>People whose last word on it is that processing stop.</summary>
    public static int Restricted => With("restriction").GroupBy(KeyOf).Count(person => (string?)person.Last()["restriction"] == "restrict");

    public static JsonObject[] With(string act) => [.. Lines.Where(l => l.ContainsKey(act))];

    public static int Fields(IEnumerable<JsonObject> lines) => lines.Sum(l => l["assert"]!.AsObject().Count);

    /// <summary>Why the law must refuse each line; null where it must not.</summary>
    public static readonly string?[] Mistakes = Mistaken.All(Lines);

    /// <summary>Why the law must refuse a line; null when it must not.</summary>
    public static string? Mistake(JsonObject line) => Mistakes[Array.IndexOf(Lines, line)];

    /// <summary>What must stand on no page: contact points, streets, birthdays and families, but for the three who lend their names.</summary>
    public static HashSet<string> Secrets =>
    [
        .. With("assert").SelectMany(l => l["assert"]!.AsObject())
            .SelectMany(f => f.Key switch
            {
                "email" or "phone_mobile" or "date_of_birth" or "family_name" => [f.Value?.ToString()],
                "postal_address" => new[] { f.Value?["line1"]?.ToString() },
                _ => [],
            })
            .Concat(With("verify").Select(l => l["verify"]!["to"]?.ToString()))
            .OfType<string>().Where(v => v.Length > 2 && v is not ("Sousa" or "Weber" or "Laurent")),
    ];

    public static string Text(JsonObject line, string member) => line[member]!.GetValue<JsonElement>().GetString()!;

    public static string KeyOf(JsonObject line) => Text(line, "source") + "/" + Text(line, "key");
}
