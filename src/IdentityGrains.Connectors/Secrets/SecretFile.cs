namespace IdentityGrains.Connectors.Secrets;

/// <summary>A file of keys, one to a line, the current one first; while a key is rotated the file holds both.</summary>
internal static class SecretFile
{
    /// <summary>The most keys of one file: a rotation needs two, a mistake in the middle of one three.</summary>
    public const int MaxSecrets = 4;

    private const long MaxFileBytes = 4096;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The keys of a file, or why there are none. A fault names the file and the line, never what stands there.</summary>
    public static IReadOnlyList<Secret> Read(string path, out string? fault)
    {
        fault = Unfit(path);
        if (fault is not null)
        {
            return [];
        }

        try
        {
            return Parse(path, File.ReadAllLines(path), out fault);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"the secret file {path} cannot be read";
            return [];
        }
    }

    /// <summary>Why a file cannot keep a secret; null when it can.</summary>
    internal static string? Unfit(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return $"the secret file {path} does not exist";
        }

        if (file.Length > MaxFileBytes)
        {
            return $"the secret file {path} is longer than {MaxFileBytes} bytes";
        }

        // A link has a mode of its own that says nothing; what it leads to is what others could read.
        var target = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(target) & Others) != UnixFileMode.None
            ? $"the secret file {path} is open to others: its mode must be 0600 or 0400"
            : null;
    }

    private static List<Secret> Parse(string path, string[] lines, out string? fault)
    {
        fault = null;
        var secrets = new List<Secret>();
        for (var line = 0; line < lines.Length; line++)
        {
            var text = lines[line].Trim();
            if (text.Length == 0 || text.StartsWith('#'))
            {
                continue;
            }

            if (!Secret.TryParse(text, out var secret))
            {
                fault = $"the secret file {path}, line {line + 1}, is not {Secret.Prefix} and base64 of {Secret.MinBytes} to {Secret.MaxBytes} bytes";
                return [];
            }

            secrets.Add(secret);
        }

        if (secrets.Count is 0 or > MaxSecrets)
        {
            fault = $"the secret file {path} must hold 1 to {MaxSecrets} secrets";
            return [];
        }

        return secrets;
    }
}
