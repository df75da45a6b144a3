using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Storage.Sealing;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Silo.Development;

/// <summary>A signing key of a developer's machine.</summary>
internal static class DevelopmentKey
{
    /// <summary>The key of a file, which is made when there is none.</summary>
    public static SigningCredentials Open(string file)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
        }
        else
        {
            PrivateFile.Create(file, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        return new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);
    }
}
