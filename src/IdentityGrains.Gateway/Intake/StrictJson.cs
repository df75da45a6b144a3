using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Makes a request of a body's bytes, or says what is wrong with them and where.</summary>
internal static partial class StrictJson
{
    public static Read<T> Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        if (JsonScan.ProblemOf(body.Span) is { } unreadable)
        {
            return unreadable;
        }

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonScan.MaxDepth });
        if (Shape.ProblemOf(document.RootElement, type) is { } misshapen)
        {
            return misshapen;
        }

        try
        {
            return document.RootElement.Deserialize(type)!;
        }
        catch (JsonException e)
        {
            return ProblemResult.At(PointerOf(e.Path), Catalogue.ValidationFailed);
        }
    }

    // Only converters throw here, and the framework writes their place as "$.key.source", "$.evidence[0].kind", "$.fields['a.b']".
    private static string PointerOf(string? path) =>
        Pointer.To([.. Step().Matches(path ?? string.Empty).Select(m => m.Groups["name"].Value)]);

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\['(?<name>.*?)'\]|\[(?<name>[0-9]+)\]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
