using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IdentityGrains.Simulators.Protocols.Scim;

/// <summary>The filters of RFC 7644, section 3.4.2.2, as far as clients use them to find users: comparisons joined by <c>and</c> and <c>or</c>.</summary>
internal sealed partial class DeskFilter
{
    private readonly Comparison[][] _either;

    private DeskFilter(Comparison[][] either) => _either = either;

    /// <summary>Reads a filter; what cannot be read is refused, and so is what the variant does not have.</summary>
    public static DeskFilter Of(string text, DeskVariant variant)
    {
        var parts = Joined().Split(text);
        var either = new List<List<Comparison>> { new() };
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                either[^1].Add(Read(parts[i], variant));
            }
            else if (parts[i].Trim().Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                either.Add([]);
            }
        }

        return either.Count > 1 && variant.Entra
            ? throw DeskRefusal.Of("invalidFilter", "There is no or.")
            : new DeskFilter([.. either.Select(e => e.ToArray())]);
    }

    /// <summary>True for a resource that answers.</summary>
    public bool Holds(JsonObject resource) => _either.Any(all => all.All(c => c.Holds(resource)));

    /// <summary>False for a record that certainly does not: keys and names are looked at before a tree is made of it.</summary>
    public bool MayHold(ShelfRecord record) => _either.Any(all => all.All(c => c.MayHold(record)));

    private static Comparison Read(string text, DeskVariant variant)
    {
        var m = Grammar().Match(text);
        if (!m.Success || DeskPath.Of(m.Groups["path"].Value) is not { } path || (variant.Blind && path.OnShelf == "externalId"))
        {
            throw DeskRefusal.Of("invalidFilter", "The filter is not supported.");
        }

        try
        {
            return new Comparison(path, m.Groups["op"].Value.ToLowerInvariant(), JsonSerializer.Deserialize<JsonElement>(m.Groups["value"].Value));
        }
        catch (JsonException)
        {
            throw DeskRefusal.Of("invalidFilter", "A value cannot be read.");
        }
    }

    // Not within quotes: what follows has an even number of them.
    [GeneratedRegex(@"(?<join> and | or )(?=(?:[^""\\]|\\.|""(?:[^""\\]|\\.)*"")*$)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"^\s*(?<path>\S+) (?<op>eq|gt|ge|lt|le|sw) (?<value>.+?)\s*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Grammar();

    private sealed record Comparison(DeskPath Path, string Op, JsonElement Value)
    {
        public bool Holds(JsonObject resource)
        {
            var holder = Path.Urn.Length == 0 ? resource : resource[Path.Urn] as JsonObject;
            var shown = holder?[Path.Attribute];
            var text = (Path.Sub.Length > 0 ? (shown as JsonObject)?[Path.Sub] : shown)?.ToString();
            var asked = Value.ToString();
            if (text is null)
            {
                return false;
            }

            // Keys are told apart by the case of their letters (caseExact), names are not.
            var rule = Path.Attribute is "externalId" or "id" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
            return Op switch
            {
                "eq" => text.Equals(asked, rule),
                "sw" => text.StartsWith(asked, rule),
                _ => Ordered(Compare(text, asked)),
            };
        }

        public bool MayHold(ShelfRecord record) => (Op, Path.OnShelf) switch
        {
            ("eq", "externalId") => (record.Fields.TryGetValue("externalId", out var told) ? told.ToString() : record.Key) == Value.ToString(),
            ("eq", "userName") => DeskUsers.IsCalled(record, Value.ToString()),
            _ => true,
        };

        private bool Ordered(int order) => Op switch { "gt" => order > 0, "ge" => order >= 0, "lt" => order < 0, _ => order <= 0 };

        private static int Compare(string one, string other) =>
            DateTimeOffset.TryParse(one, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                && DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var than)
                ? at.CompareTo(than)
                : string.CompareOrdinal(one, other);
    }
}
