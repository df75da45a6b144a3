using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Cli.Policies;

/// <summary>A policy document on disk.</summary>
internal static class PolicyFile
{
    /// <summary>The argument that names it.</summary>
    public static Argument<FileInfo> Argument() => new Argument<FileInfo>("FILE") { Description = "The policy document (YAML)." }.AcceptExistingOnly();

    /// <summary>An argument that names one of several; that it cannot be read is for the verb to say.</summary>
    public static Argument<FileInfo> Argument(string name, string description) => new(name) { Description = description };

    /// <summary>Reads the document, and says everything that is wrong with it.</summary>
    public static async Task<PolicyReading> Read(FileInfo file, IAnsiConsole screen, CancellationToken ct)
    {
        var reading = PolicyDocument.Load(await Bytes(file, ct));
        foreach (var error in reading.Errors)
        {
            screen.MarkupLineInterpolated(
                $"{file.Name}:{error.Line}: [bold]{(error.Path.Length == 0 ? "/" : error.Path)}[/] [red]{error.Code}[/] {error.Sentence}");
        }

        return reading;
    }

    // One byte more than a document may have is enough to see that it has too many.
    private static async Task<byte[]> Bytes(FileInfo file, CancellationToken ct)
    {
        await using var stream = file.OpenRead();
        var bytes = new byte[PolicyDocument.MostBytes + 1];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return bytes[..read];
    }
}
