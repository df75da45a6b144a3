using System.Buffers;
using System.Text;

namespace IdentityGrains.Connectors.Salesforce;

/// <summary>Rows of text as RFC 4180 writes them, lines ended by LF.</summary>
internal static class Csv
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",\r\n");

    /// <summary>One row with its end.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\n";

    /// <summary>The rows of a text; null when it is no such text.</summary>
    public static IReadOnlyList<string[]>? Read(string text)
    {
        var (rows, row, cell) = (new List<string[]>(), new List<string>(), new StringBuilder());
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"' && cell.Length == 0)
            {
                if (Quoted(text, at + 1, cell) is not { } end)
                {
                    return null;
                }

                at = end;
            }
            else if (text[at] == ',')
            {
                Take(row, cell);
            }
            else if (text[at] == '\n')
            {
                Take(row, cell);
                rows.Add([.. row]);
                row.Clear();
            }
            else if (text[at] != '\r')
            {
                cell.Append(text[at]);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            Take(row, cell);
            rows.Add([.. row]);
        }

        return rows;
    }

    private static void Take(List<string> row, StringBuilder cell)
    {
        row.Add(cell.ToString());
        cell.Clear();
    }

    // Where the closing quotation mark stands; null when there is none.
    private static int? Quoted(string text, int from, StringBuilder cell)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append(text[at++]);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(Special) ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;
}
