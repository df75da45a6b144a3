using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace IdentityGrains.Client.Connections;

/// <summary>What a certificate lets its holder be.</summary>
internal enum PeerRole
{
    /// <summary>A member of the cluster.</summary>
    Silo = 1,

    /// <summary>A front-end, or a gateway without a silo.</summary>
    Client = 2,
}

/// <summary>The name by which a certificate says its role in one cluster.</summary>
internal static class RoleName
{
    private const string SubjectAlternativeNames = "2.5.29.17";

    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    public static string Of(string clusterId, PeerRole role) =>
        $"urn:identitygrains:{System.Uri.EscapeDataString(clusterId)}:{(role == PeerRole.Silo ? "silo" : "client")}";

    /// <summary>True when the certificate bears that name, letter by letter. One that cannot be read bears none.</summary>
    public static bool IsBorneBy(X509Certificate2 certificate, string name)
    {
        try
        {
            return certificate.Extensions.Where(e => e.Oid?.Value == SubjectAlternativeNames).SelectMany(e => Uris(e.RawData))
                .Contains(name, StringComparer.Ordinal);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static List<string> Uris(byte[] extension)
    {
        var uris = new List<string>();
        var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (names.HasData)
        {
            if (names.PeekTag().HasSameClassAndValue(Uri))
            {
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
            }
            else
            {
                names.ReadEncodedValue();
            }
        }

        return uris;
    }
}
