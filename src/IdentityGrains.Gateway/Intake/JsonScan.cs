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

            _levels.Push(new Level(Pointer.Root));
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
                _levels.Push(new Level(_levels.Peek().Next()));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                break;
            case JsonTokenType.String:
                _ = Text(_levels.Peek().Next());
                break;
            default:
                _levels.Peek().Next();
                break;
        }
    }

    private void Name()
    {
        var level = _levels.Peek();
        if (Text(level.Pointer) is { } name && !level.Enter(name))
        {
            _first ??= ProblemResult.At(Pointer.Below(level.Pointer, name), Catalogue.DuplicateProperty);
        }
    }

    private string? Text(string pointer)
    {
        try
        {
            var text = _reader.GetString()!;
            if (text.Contains('\0', StringComparison.Ordinal))
            {
                _first ??= ProblemResult.At(pointer, Catalogue.InvalidUnicode.Unprocessable);
            }

            return text;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair.
            _first ??= ProblemResult.At(pointer, Catalogue.InvalidUnicode);
            return null;
        }
    }

    private sealed class Level(string pointer)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private string? _name;
        private int _index;

        public string Pointer { get; } = pointer;

        public bool Enter(string name)
        {
            _name = name;
            return _names.Add(name);
        }

        // Inside an object the value of the last name, inside an array the next item.
        public string Next() => _name is null ? Intake.Pointer.Below(Pointer, _index++) : Intake.Pointer.Below(Pointer, _name);
    }
}
