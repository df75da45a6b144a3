using System.Security.Cryptography;

namespace IdentityGrains.Connectors.Secrets;

/// <summary>A PEM file with one private key on the curve P-256, for ES256.</summary>
internal static class SigningKeyFile
{
    private const int Bits = 256;

    /// <summary>The key of a file, or why there is none. A fault names the file, never what stands in it.</summary>
    public static ECDsa? Read(string path, out string? fault)
    {
        fault = SecretFile.Unfit(path);
        if (fault is not null)
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            if (key.KeySize == Bits && key.ExportParameters(includePrivateParameters: true).D is not null)
            {
                return key;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            // Unreadable, no PEM, or a public key only: the same to whoever has to put it right.
        }

        key.Dispose();
        fault = $"the key file {path} must be a PEM file with one private key on the curve P-256";
        return null;
    }
}
