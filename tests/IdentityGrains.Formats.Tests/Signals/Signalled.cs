using IdentityGrains.Domain.Signals;
using IdentityGrains.Formats.Signals;

namespace IdentityGrains.Formats.Tests.Signals;

internal static class Signalled
{
    private static readonly SignalReader Reader = new();

    public static SignalReading? Read(SignalKind kind, string text) => Reader.Read(kind, text);

    /// <summary>The content of a text that is a signal, by name.</summary>
    public static IReadOnlyDictionary<string, string> Content(SignalKind kind, string text)
    {
        var reading = Read(kind, text);
        Assert.NotNull(reading);
        Assert.Equal(reading.Parts.Select(p => p.Name).Order(StringComparer.Ordinal), reading.Parts.Select(p => p.Name));
        return reading.Parts.ToDictionary(p => p.Name, p => p.Text, StringComparer.Ordinal);
    }

    /// <summary>The content of these names, one line each, in the order in which they are asked for.</summary>
    public static string[] Lines(SignalKind kind, string text, params string[] names)
    {
        var content = Content(kind, text);
        return [.. names.Select(n => $"{n}={content.GetValueOrDefault(n, "-")}")];
    }
}
