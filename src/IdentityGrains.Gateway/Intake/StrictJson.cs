using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Intake;

/// <summary>Makes a request of a body's bytes, or says what is wrong with them and where.</summary>
internal static partial class StrictJson
{
    /// <param name="body">The bytes.</param>
    /// <param name="type">What they should become.</param>
    /// <param name="mend">Reads past what the request need not have; null where nothing is read past.</param>
    public static Read<T> Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, Func<JsonElement, JsonElement>? mend = null)
        where T : class
    {
        if (JsonScan.ProblemOf(body.Span) is { } unreadable)
        {
            return unreadable;
        }

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonScan.MaxDepth });
        var request = mend is null ? document.RootElement : mend(document.RootElement);
        if (Shape.ProblemOf(request, type) is { } misshapen)
        {
            return misshapen;
        }

        try
        {
            return request.Deserialize(type)!;
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
