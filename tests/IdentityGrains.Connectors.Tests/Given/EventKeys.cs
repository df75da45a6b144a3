using System.Security.Cryptography;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Simulators.Protocols;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>A key that signs security events, in a file of its own, and whoever trusts it.</summary>
internal sealed class EventKeys : IDisposable
{
    public const string KeyId = "key-1";
    public const string Issuer = "https://identity.example";
    public const string Audience = "https://receiver.example";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private string? _copy;

    public EventKeys() => System.IO.File.WriteAllText(File, _key.ExportPkcs8PrivateKeyPem());

    /// <summary>Made readable by its owner only, as files for a moment are.</summary>
    public string File { get; } = Path.GetTempFileName();

    /// <summary>The same key in another file and another notation.</summary>
    public string Copy()
    {
        _copy = Path.GetTempFileName();
        System.IO.File.WriteAllText(_copy, _key.ExportECPrivateKeyPem());
        return _copy;
    }

    public SimulatedTrust Trust => new(Issuer, Audience, KeyId, _key.ExportSubjectPublicKeyInfoPem());

    public SecurityEventSettings Settings(string url, string? token = null) => new()
    {
        Url = url, KeyFile = File, KeyId = KeyId, Issuer = Issuer, Audience = Audience, Credential = token, AllowLoopbackHttp = true,
    };

    public void Dispose()
    {
        _key.Dispose();
        System.IO.File.Delete(File);
        if (_copy is not null)
        {
            System.IO.File.Delete(_copy);
        }
    }
}
