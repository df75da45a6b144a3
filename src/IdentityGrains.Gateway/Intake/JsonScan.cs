using System.Text.Json;
using System.Text.Unicode;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>
/// Looks at the bytes of a body before anything is made of them: one JSON object, well-formed Unicode, no property twice.
/// The deserializer alone accepts <c>\u0000</c>, on which databases fail, and a duplicate whose spelling is escaped.
/// </summary>
internal ref struct JsonScan
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    private readonly Stack<Level> _levels = [];
    private Utf8JsonReader _reader;
    private ProblemResult? _first;

    private JsonScan(ReadOnlySpan<byte> body) => _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 2 * MaxDepth });

    /// <summary>The problem with the bytes; null when there is none.</summary>
    public static ProblemResult? ProblemOf(ReadOnlySpan<byte> body)
    {
        if (IsUtf16(body))
        {
            return new ProblemResult(Catalogue.MalformedJson);
        }

        return Utf8.IsValid(body) ? new JsonScan(body).Walk() : new ProblemResult(Catalogue.InvalidUnicode);
    }

    // Without a mark, UTF-16 has a zero byte beside the first brace, which the reader refuses by itself.
    private static bool IsUtf16(ReadOnlySpan<byte> body) => body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    private ProblemResult? Walk()
    {
        try
        {
            if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
            {
                return new ProblemResult(Catalogue.MalformedJson);
            }

            _levels.Push(new Level(null));
            while (_reader.Read())
            {
                if (_levels.Count > MaxDepth)
                {
                    return new ProblemResult(Catalogue.TooDeep);
                }

                Token();
            }

            return _first;
        }
        catch (JsonException)
        {
            // What is no JSON at all is told first, whatever else is wrong before the place where it breaks.
            return new ProblemResult(Catalogue.MalformedJson);
        }
    }

    private void Token()
    {
        switch (_reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Name();
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _levels.Peek().Next();
                _levels.Push(new Level(_levels.Peek()));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                break;
            case JsonTokenType.String:
                _levels.Peek().Next();
                if (_reader.ValueIsEscaped)
                {
                    _ = Text(ofName: false);
                }

                break;
            default:
                _levels.Peek().Next();
                break;
        }
    }

    private void Name()
    {
        if (Text(ofName: true) is { } name && !_levels.Peek().Enter(name))
        {
            _first ??= ProblemResult.At(_levels.Peek().Place, Catalogue.DuplicateProperty);
        }
    }

    // Only what is escaped can be other than what its bytes are: those are looked at, and JSON has no bare control character.
    private string? Text(bool ofName)
    {
        try
        {
            var text = _reader.GetString()!;
            if (_reader.ValueIsEscaped && text.Contains('\0', StringComparison.Ordinal))
            {
                Tell(ofName, Catalogue.InvalidUnicode.Unprocessable);
            }

            return text;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            Tell(ofName, Catalogue.InvalidUnicode);
            return null;
        }
    }

    // Where a name itself is wrong, the object is named.
    private void Tell(bool ofName, Problem problem) =>
        _first ??= ProblemResult.At(ofName ? _levels.Peek().Pointer : _levels.Peek().Place, problem);

    // A pointer is written for the one place that is told of: a body has as many places as it has values, and each name may be long.
    private sealed class Level(Level? above)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private string? _name;
        private int _index = -1;

        public string Pointer => above?.Place ?? Intake.Pointer.Root;

        // Inside an object the value of the last name, inside an array the item that was begun last.
        public string Place => _name is null ? Intake.Pointer.Below(Pointer, _index) : Intake.Pointer.Below(Pointer, _name);

        public bool Enter(string name)
        {
            _name = name;
            return _names.Add(name);
        }

        public void Next() => _index++;
    }
}
