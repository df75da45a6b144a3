using System.Text;

namespace IdentityGrains.Cli.Import.Csv;

/// <summary>
/// One record of comma-separated values (RFC 4180): cells between commas, a cell in quotes may hold commas, line ends and doubled quotes. Every cell is text,
/// whatever it begins with. A record that is amiss ends with its first line, so that one lost quote does not swallow the rest of the file.
/// </summary>
/// <param name="Cells">The cells; empty when the record is amiss.</param>
/// <param name="Fault">What is amiss; null when nothing is.</param>
/// <param name="Lines">How many lines it takes; 0 when its line does not end in what is there.</param>
/// <param name="Length">How many bytes it takes, its end included.</param>
internal readonly record struct CsvRecord(ImmutableArray<string> Cells, string? Fault, int Lines, int Length)
{
    /// <summary>A quote in the middle of a cell, or one that is never closed.</summary>
    public const string BadQuote = "bad-quote";

    /// <summary>Bytes that are no UTF-8.</summary>
    public const string NotUtf8 = "invalid-utf8";

    /// <summary>Longer than a line may be.</summary>
    public const string TooLong = "payload-too-large";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Takes the first record of what is there; null when its end is not there yet.</summary>
    /// <param name="bytes">What is there, not empty.</param>
    /// <param name="last">Whether nothing follows.</param>
    public static CsvRecord? Take(ReadOnlySpan<byte> bytes, bool last)
    {
        var cells = ImmutableArray.CreateBuilder<string>();
        var (at, lines) = (0, 1);
        while (true)
        {
            if (at > LineFile.Longest)
            {
                return FirstLine(bytes, TooLong, last);
            }

            if (EndOfCell(bytes, at, last) is not { } end)
            {
                return bytes.Length - at > LineFile.Longest ? FirstLine(bytes, TooLong, last) : last ? FirstLine(bytes, BadQuote, last) : null;
            }

            if (end < 0)
            {
                return FirstLine(bytes, BadQuote, last);
            }

            var cell = bytes[at..end];
            lines += cell.Count((byte)'\n');
            if (TextOf(cell, end == bytes.Length || bytes[end] == '\n') is not { } text)
            {
                return FirstLine(bytes, NotUtf8, last);
            }

            cells.Add(text);
            at = end + 1;
            if (end == bytes.Length || bytes[end] == '\n')
            {
                return at > LineFile.Longest ? FirstLine(bytes, TooLong, last)
                    : new CsvRecord(cells.DrainToImmutable(), null, lines, Math.Min(at, bytes.Length));
            }
        }
    }

    // Where the comma or line end behind a cell stands, or the end of everything; negative when the cell is amiss, null when one cannot know yet.
    private static int? EndOfCell(ReadOnlySpan<byte> bytes, int from, bool last)
    {
        var rest = bytes[from..];
        if (rest.IsEmpty || rest[0] != '"')
        {
            var end = rest.IndexOfAny((byte)',', (byte)'\n');
            return end < 0 && !last ? null : (end < 0 ? rest : rest[..end]).Contains((byte)'"') ? -1 : from + (end < 0 ? rest.Length : end);
        }

        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] != '"')
            {
                continue;
            }

            var after = rest[(at + 1)..];
            if (after.IsEmpty)
            {
                return last ? bytes.Length : null;
            }

            if (after[0] == '"')
            {
                at++;
                continue;
            }

            if (after[0] == '\r' && after.Length == 1 && !last)
            {
                return null;
            }

            return after[0] is (byte)',' or (byte)'\n' ? from + at + 1
                : after.StartsWith("\r\n"u8) ? from + at + 2
                : after.Length == 1 && after[0] == '\r' ? bytes.Length : -1;
        }

        return null;
    }

    private static string? TextOf(ReadOnlySpan<byte> cell, bool isLast)
    {
        if (isLast && cell is [.., (byte)'\r'])
        {
            cell = cell[..^1];
        }

        try
        {
            var text = Strict.GetString(cell);
            return text is ['"', ..] ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static CsvRecord? FirstLine(ReadOnlySpan<byte> bytes, string fault, bool last)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end < 0 && !last && bytes.Length <= LineFile.Longest ? null : new CsvRecord([], fault, end < 0 ? 0 : 1, end < 0 ? bytes.Length : end + 1);
    }

    /// <summary>How many cells: what they say is personal.</summary>
    public override string ToString() => $"{(Cells.IsDefault ? 0 : Cells.Length)} cells";
}
