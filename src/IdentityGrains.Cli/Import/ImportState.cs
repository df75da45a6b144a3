using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityGrains.Cli.Import;

/// <summary>How far the import of one file is, and what became of the lines up to there.</summary>
internal sealed class ImportState
{
    /// <summary>The most refusals that are kept; all are counted.</summary>
    public const int MostRefused = 10_000;

    /// <summary>Every line up to and with this number is done with.</summary>
    public long Lines { get; set; }

    /// <summary>What became of these lines.</summary>
    public Tally Tally { get; init; } = new();

    /// <summary>The refused ones, in the file's order.</summary>
    public List<RefusedLine> Refused { get; init; } = [];

    /// <summary>The first lines that were left out, in the file's order.</summary>
    public List<SkippedLine> Skipped { get; init; } = [];
}

/// <summary>Keeps import states beside the data, one file for each imported file.</summary>
internal sealed class ImportStates(string dataFolder)
{
    private readonly string _folder = Path.Combine(dataFolder, "import");

    /// <summary>The state of a file's import; a fresh one when there is none, or none that can be read: to begin again does no harm.</summary>
    public ImportState Load(string file)
    {
        try
        {
            using var stream = File.OpenRead(PathOf(file));
            return JsonSerializer.Deserialize(stream, ImportJson.Default.ImportState) ?? new ImportState();
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new ImportState();
        }
    }

    /// <summary>Keeps a state, whole or not at all.</summary>
    public void Save(string file, ImportState state)
    {
        Directory.CreateDirectory(_folder);
        var path = PathOf(file);
        var fresh = path + ".new";
        using (var stream = File.Create(fresh))
        {
            JsonSerializer.Serialize(stream, state, ImportJson.Default.ImportState);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private string PathOf(string file) => Path.Combine(_folder, file + ".json");
}

/// <summary>How import states are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ImportState))]
internal sealed partial class ImportJson : JsonSerializerContext;
