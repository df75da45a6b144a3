namespace IdentityGrains.Connectors.Secrets;

/// <summary>A file with one credential on one line.</summary>
internal static class CredentialFile
{
    /// <summary>The longest credential, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>The credential, or why there is none. A fault names the file, never what stands in it.</summary>
    public static string? Read(string path, out string? fault)
    {
        fault = SecretFile.Unfit(path);
        if (fault is not null)
        {
            return null;
        }

        try
        {
            var text = File.ReadAllText(path).Trim();
            fault = text.Length is > 0 and <= MaxLength && text.All(c => c is > ' ' and <= '~')
                ? null
                : $"the credential file {path} must hold one line of printable ASCII";
            return fault is null ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"the credential file {path} cannot be read";
            return null;
        }
    }
}
