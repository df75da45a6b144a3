using System.Security.Cryptography;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.SecurityEvents;

public sealed class SecurityEventSettingsTests : IDisposable
{
    private readonly EventKeys _keys = new();

    [Fact]
    public void A_receiver_may_ask_for_an_access_token_or_not()
    {
        Assert.Empty(_keys.Settings("https://receiver.example/events?tenant=1").Check());
        Assert.Empty(_keys.Settings("https://receiver.example/events", "token").Check());
    }

    [Fact]
    public void Every_fault_is_said_at_once_and_no_secret_with_it()
    {
        var faults = new SecurityEventSettings
        {
            Url = "x", KeyFile = "/nowhere/at/all", Issuer = "two words", Credential = "c2VjcmV0", CredentialFile = "/nowhere/else",
        }.Check();

        Assert.Equal(["Url", "KeyFile", "KeyId", "Issuer", "Audience", "at most one"], faults.Select(f => f.StartsWith("at most", StringComparison.Ordinal)
            ? "at most one" : f.Split(' ', ':')[0]));
        Assert.DoesNotContain("c2VjcmV0", string.Join(' ', faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_others_can_read_signs_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        File.SetUnixFileMode(_keys.File, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("0600", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_private_and_on_the_curve_that_the_standard_names()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        foreach (var pem in new[] { p256.ExportSubjectPublicKeyInfoPem(), p384.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), "c2VjcmV0", "" })
        {
            File.WriteAllText(_keys.File, pem);

            Assert.Contains("P-256", Fault(), StringComparison.Ordinal);
            Assert.DoesNotContain("c2VjcmV0", Fault(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _keys.Dispose();

    private string Fault() => Assert.Single(_keys.Settings("https://receiver.example").Check());
}
