using YamlDotNet.Core;
using YamlDotNet.Core.Events;

using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Formats.Yaml;

/// <summary>
/// Reads the part of YAML that says what it seems to say: one document of mappings, lists and texts. Anchors, aliases, tags and keys
/// written twice are refused, because each lets a document mean something else than a reviewer reads.
/// </summary>
internal sealed class YamlReader(PolicyErrors errors)
{
    /// <summary>Deeper than any section goes.</summary>
    public const int Deepest = 16;

    private const int LongestKey = 128;

    private YamlNode _here = new YamlRefused(null, "", 1);

    /// <summary>The document, or null when it is no well-formed YAML.</summary>
    public YamlNode? Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            Expect<StreamStart>(parser);
            if (parser.Current is StreamEnd)
            {
                errors.Add(_here, "malformed-yaml", "The document is empty.");
                return null;
            }

            Expect<DocumentStart>(parser);
            var document = Node(parser, null, "", 0);
            Expect<DocumentEnd>(parser);
            if (parser.Current is DocumentStart second)
            {
                errors.Add(new PolicyError("", Line(second), "many-documents", "A file holds one document."));
            }

            return document;
        }
        catch (YamlException malformed)
        {
            errors.Add(new PolicyError(_here.Path, Math.Max(1, (int)malformed.Start.Line), "malformed-yaml", $"This is not well-formed YAML: {malformed.Message}"));
            return null;
        }
    }

    private static void Expect<T>(Parser parser)
        where T : ParsingEvent
    {
        if (parser.Current is null)
        {
            Advance(parser);
        }

        if (parser.Current is not T)
        {
            throw new YamlException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, "Unexpected content.");
        }

        Advance(parser);
    }

    // The library answers some broken texts with exceptions from its insides; to us they are broken texts like others.
    private static void Advance(Parser parser)
    {
        try
        {
            parser.MoveNext();
        }
        catch (Exception inside) when (inside is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            var last = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(last, last, "What follows here cannot be read.", inside);
        }
    }

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private YamlNode Node(Parser parser, YamlNode? parent, string step, int depth)
    {
        var start = parser.Current ?? throw new YamlException("The document ends too early.");
        if (depth > Deepest)
        {
            throw new YamlException(start.Start, start.End, $"It is nested deeper than {Deepest}.");
        }

        var node = Empty(start, parent, step);
        _here = node;
        if (start is NodeEvent { Anchor.IsEmpty: false })
        {
            errors.Add(node, "anchor", "Anchors are not read: write each thing where it holds.");
        }

        if (start is NodeEvent { Tag.IsEmpty: false })
        {
            errors.Add(node, "tag", "Tags are not read: a value's type is given by its key.");
        }

        Advance(parser);
        switch (node)
        {
            case YamlMapping mapping:
                Entries(parser, mapping, depth);
                break;
            case YamlSequence sequence:
                while (parser.Current is not SequenceEnd)
                {
                    sequence.Items.Add(Node(parser, sequence, YamlNode.Index(sequence.Items.Count), depth + 1));
                }

                Advance(parser);
                break;
        }

        return node;
    }

    private YamlNode Empty(ParsingEvent start, YamlNode? parent, string step)
    {
        switch (start)
        {
            case Scalar scalar:
                return new YamlScalar(parent, step, Line(start), scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return new YamlSequence(parent, step, Line(start));
            case MappingStart:
                return new YamlMapping(parent, step, Line(start));
            case AnchorAlias:
                var alias = new YamlRefused(parent, step, Line(start));
                errors.Add(alias, "alias", "Aliases are not read: write each thing where it holds.");
                return alias;
            default:
                throw new YamlException(start.Start, start.End, "Unexpected content.");
        }
    }

    private void Entries(Parser parser, YamlMapping mapping, int depth)
    {
        while (parser.Current is not MappingEnd)
        {
            var key = parser.Current as Scalar;
            if (key is null || key.Value.Length > LongestKey)
            {
                var at = parser.Current!;
                throw new YamlException(at.Start, at.End, $"A key is one text of at most {LongestKey} characters.");
            }

            if (!key.Anchor.IsEmpty || !key.Tag.IsEmpty)
            {
                errors.Add(mapping, key.Anchor.IsEmpty ? "tag" : "anchor", "A key has neither anchor nor tag.");
            }

            Advance(parser);
            var value = Node(parser, mapping, key.Value, depth + 1);
            if (!mapping.Entries.TryAdd(key.Value, value))
            {
                errors.Add(value, "duplicate-key", "This key is written twice in one mapping.");
            }
        }

        Advance(parser);
    }
}
