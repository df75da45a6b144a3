using System.Globalization;

namespace IdentityGrains.Formats.Yaml;

/// <summary>A place in a document.</summary>
/// <param name="parent">The node that holds it; null for the document itself.</param>
/// <param name="step">The key or index that leads to it.</param>
/// <param name="line">The line it starts on, from 1.</param>
internal abstract class YamlNode(YamlNode? parent, string step, int line)
{
    private const int LongestStep = 64;

    public int Line { get; } = line;

    /// <summary>
    /// The way from the document's root, written as a JSON pointer. It is put together when somebody asks: kept with every node it would make
    /// a document of long keys grow with the square of its size.
    /// </summary>
    public string Path => parent is null ? "" : parent.Path + "/" + Escape(step);

    public static string Index(int index) => index.ToString(CultureInfo.InvariantCulture);

    public static string Escape(string step) => (step.Length > LongestStep ? step[..LongestStep] + "..." : step)
        .Replace("~", "~0", StringComparison.Ordinal)
        .Replace("/", "~1", StringComparison.Ordinal);
}

/// <summary>One text, and whether it stands there without quotes.</summary>
internal sealed class YamlScalar(YamlNode? parent, string step, int line, string text, bool plain) : YamlNode(parent, step, line)
{
    public string Text { get; } = text;

    /// <summary>Null, true, false and numbers are such only without quotes.</summary>
    public bool Plain { get; } = plain;

    public bool IsNull => Plain && (Text is "" or "null" or "~");
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(YamlNode? parent, string step, int line) : YamlNode(parent, step, line)
{
    public List<YamlNode> Items { get; } = [];
}

/// <summary>A mapping, in the document's order and without the keys that were written twice.</summary>
internal sealed class YamlMapping(YamlNode? parent, string step, int line) : YamlNode(parent, step, line)
{
    public OrderedDictionary<string, YamlNode> Entries { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something that was refused already: whoever reads it need not complain again.</summary>
internal sealed class YamlRefused(YamlNode? parent, string step, int line) : YamlNode(parent, step, line);
