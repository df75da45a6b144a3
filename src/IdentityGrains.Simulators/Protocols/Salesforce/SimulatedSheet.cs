using System.Text;
using System.Text.RegularExpressions;

namespace IdentityGrains.Simulators.Protocols.Salesforce;

/// <summary>CSV as a job takes and gives it.</summary>
internal static partial class SimulatedSheet
{
    /// <summary>The rows of a sheet; null when it is none.</summary>
    public static IReadOnlyList<string[]>? Read(string text)
    {
        var (rows, row, at) = (new List<string[]>(), new List<string>(), 0);
        while (at < text.Length)
        {
            var cell = Cell().Match(text, at);
            if (!cell.Success || cell.Length == 0)
            {
                return null;
            }

            row.Add(cell.Groups["quoted"].Success ? cell.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups["plain"].Value);
            at += cell.Length;
            if (cell.Groups["end"].Value == "\n")
            {
                rows.Add([.. row]);
                row.Clear();
            }
        }

        return row.Count == 0 ? rows : null;
    }

    /// <summary>One row with its end.</summary>
    public static string Row(IEnumerable<string> cells)
    {
        var row = new StringBuilder();
        foreach (var cell in cells)
        {
            row.Append(row.Length == 0 ? "" : ",").Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }

        return row.Append('\n').ToString();
    }

    [GeneratedRegex("\\G(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^\",\n]*))(?<end>[,\n])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Cell();
}
