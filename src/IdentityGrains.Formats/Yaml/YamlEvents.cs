using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace IdentityGrains.Formats.Yaml;

/// <summary>The events of a YAML text, one after the other.</summary>
internal sealed class YamlEvents
{
    private readonly Parser _parser;

    public YamlEvents(string text)
    {
        _parser = new Parser(new StringReader(text));
        Advance();
    }

    public ParsingEvent Current => _parser.Current ?? throw new YamlException("The document ends too early.");

    public void Expect<T>()
        where T : ParsingEvent
    {
        if (Current is not T)
        {
            throw Unexpected("Something else is expected here.");
        }

        Advance();
    }

    // The library answers some broken texts with exceptions from its insides; to us they are broken texts like others.
    public void Advance()
    {
        try
        {
            _parser.MoveNext();
        }
        catch (Exception inside) when (inside is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            var last = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(last, last, "What follows here cannot be read.", inside);
        }
    }

    public YamlException Unexpected(string sentence) => new(Current.Start, Current.End, sentence);

    public static int Line(ParsingEvent at) => Math.Max(1, (int)at.Start.Line);
}
