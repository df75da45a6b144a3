using IdentityGrains.Formats.Policies;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

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
            var events = new YamlEvents(text);
            events.Expect<StreamStart>();
            if (events.Current is StreamEnd)
            {
                errors.Add(_here, "malformed-yaml", "The document is empty.");
                return null;
            }

            events.Expect<DocumentStart>();
            var document = Node(events, null, "", 0);
            events.Expect<DocumentEnd>();
            if (events.Current is DocumentStart second)
            {
                errors.Add(new PolicyError("", YamlEvents.Line(second), "many-documents", "A file holds one document."));
            }

            return document;
        }
        catch (YamlException malformed)
        {
            var line = Math.Max(1, (int)malformed.Start.Line);
            errors.Add(new PolicyError(_here.Path, line, "malformed-yaml", $"This is not well-formed YAML: {malformed.Message}"));
            return null;
        }
    }

    private YamlNode Node(YamlEvents events, YamlNode? parent, string step, int depth)
    {
        if (depth > Deepest)
        {
            throw events.Unexpected($"It is nested deeper than {Deepest}.");
        }

        var start = events.Current;
        var node = _here = Empty(events, parent, step);
        if (start is NodeEvent { Anchor.IsEmpty: false })
        {
            errors.Add(node, "anchor", "Anchors are not read: write each thing where it holds.");
        }

        if (start is NodeEvent { Tag.IsEmpty: false })
        {
            errors.Add(node, "tag", "Tags are not read: a value's type is given by its key.");
        }

        events.Advance();
        switch (node)
        {
            case YamlMapping mapping:
                Entries(events, mapping, depth);
                break;
            case YamlSequence sequence:
                Items(events, sequence, depth);
                break;
        }

        return node;
    }

    private YamlNode Empty(YamlEvents events, YamlNode? parent, string step)
    {
        var line = YamlEvents.Line(events.Current);
        switch (events.Current)
        {
            case Scalar scalar:
                return new YamlScalar(parent, step, line, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                return new YamlSequence(parent, step, line);
            case MappingStart:
                return new YamlMapping(parent, step, line);
            case AnchorAlias:
                var alias = new YamlRefused(parent, step, line);
                errors.Add(alias, "alias", "Aliases are not read: write each thing where it holds.");
                return alias;
            default:
                throw events.Unexpected("A value is expected here.");
        }
    }

    private void Items(YamlEvents events, YamlSequence sequence, int depth)
    {
        while (events.Current is not SequenceEnd)
        {
            sequence.Items.Add(Node(events, sequence, YamlNode.Index(sequence.Items.Count), depth + 1));
        }

        events.Advance();
    }

    private void Entries(YamlEvents events, YamlMapping mapping, int depth)
    {
        while (events.Current is not MappingEnd)
        {
            if (events.Current is not Scalar { Value.Length: <= LongestKey } key)
            {
                throw events.Unexpected($"A key is one text of at most {LongestKey} characters.");
            }

            if (!key.Anchor.IsEmpty || !key.Tag.IsEmpty)
            {
                errors.Add(mapping, key.Anchor.IsEmpty ? "tag" : "anchor", "A key has neither anchor nor tag.");
            }

            events.Advance();
            var value = Node(events, mapping, key.Value, depth + 1);
            if (!mapping.Entries.TryAdd(key.Value, value))
            {
                errors.Add(value, "duplicate-key", "This key is written twice in one mapping.");
            }
        }

        events.Advance();
    }
}
