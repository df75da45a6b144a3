using System.Globalization;
using System.Text;

namespace IdentityGrains.Cli.Look;

/// <summary>What people read: at most a hundred columns; without colours and frames where it goes to a file.</summary>
internal static class Page
{
    /// <summary>The widest line.</summary>
    public const int Width = 100;

    /// <summary>The verb's output, at most so wide.</summary>
    public static IAnsiConsole Of(ParseResult asked)
    {
        var console = Screen.Of(asked);
        console.Profile.Width = Math.Min(Width, console.Profile.Width);
        return console;
    }

    /// <summary>A page on paper: no colours, no frames, nothing moves.</summary>
    public static IAnsiConsole Paper(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Width;
        return console;
    }

    /// <summary>A table with these columns.</summary>
    public static Table Table(IAnsiConsole console, params string[] columns)
    {
        var table = new Table { Border = IsPaper(console) ? TableBorder.None : TableBorder.Rounded };
        table.BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        return table;
    }

    /// <summary>A heading.</summary>
    public static void Heading(IAnsiConsole console, string text)
    {
        console.WriteLine();
        if (IsPaper(console))
        {
            console.WriteLine(Plain(text));
            console.WriteLine(new string('-', Math.Min(Width, text.Length)));
        }
        else
        {
            console.Write(new Rule(Mark(text, "bold")) { Justification = Justify.Left, Style = new Style(Color.Grey) });
        }
    }

    /// <summary>Text in a style, safe to be written as markup.</summary>
    public static string Mark(string text, string style) => $"[{style}]{Markup.Escape(Plain(text))}[/]";

    /// <summary>Text, safe to be written as markup.</summary>
    public static string Mark(string text) => Markup.Escape(Plain(text));

    /// <summary>A number as people write it.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An instant as people write it.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Text without what a terminal would obey or reorder: what others wrote must not write on the reader's screen.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var hidden = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            plain.Append(hidden ? "\uFFFD" : rune.ToString());
        }

        return plain.ToString();
    }

    /// <summary>True where nothing moves and nothing is framed.</summary>
    public static bool IsPaper(IAnsiConsole console) => !console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Ansi;
}
