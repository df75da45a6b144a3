using IdentityGrains.Cli.Import;

namespace IdentityGrains.Cli.Tests.Given;

/// <summary>Files to import, in memory.</summary>
internal static class Files
{
    public static MemoryStream Of(params string[] lines) => new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))));

    public static string Line(string source, string key, string? knows = null, string said = """
        "assert":{"language":"de"}
        """) =>
        $$"""{"at":"2026-07-01T10:00:00Z","source":"{{source}}","key":"{{key}}"{{Known(knows)}},{{said}}}""";

    public static Task<Survey> Survey(params string[] lines) => Cli.Import.Survey.Of(Of(lines), LineFile.Walk, TestContext.Current.CancellationToken);

    public static async Task<List<ReadLine>> Read(Stream file)
    {
        var read = new List<ReadLine>();
        await foreach (var line in LineFile.Walk(file, TestContext.Current.CancellationToken))
        {
            read.Add(line);
        }

        return read;
    }

    private static string Known(string? knows) => knows?.Split('/') is [var source, var key]
        ? $$""","knows":{"source":"{{source}}","key":"{{key}}"}"""
        : "";
}
