using IdentityGrains.Cli.Import.Csv;

namespace IdentityGrains.Cli.Import;

/// <summary>Walks a file from its beginning: every line in order, what cannot be read told as such.</summary>
internal delegate IAsyncEnumerable<ReadLine> LineWalk(Stream file, CancellationToken ct);

/// <summary>How files are written.</summary>
internal static class LineWalks
{
    private const string CsvEnding = ".csv";

    /// <summary>The walk of a file, by the ending of its name: a table of comma-separated values, or one JSON object a line.</summary>
    public static LineWalk Of(string path) =>
        Path.GetExtension(path).Equals(CsvEnding, StringComparison.OrdinalIgnoreCase) ? CsvFile.Walk : LineFile.Walk;
}
