using System.Security.Cryptography;
using IdentityGrains.Client.Callers;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Grains.Tests.Callers;

public sealed class CredentialVerifierTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly ECDsa _services = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _subjects = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _folder = Directory.CreateTempSubdirectory("issuers-").FullName;
    private readonly CredentialVerifier _verifier;

    public CredentialVerifierTests()
    {
        // One issuer by name, with a key for each kind of token.
        var trust = new TrustOptions();
        Trust(trust.Services, _services, "services.pem");
        Trust(trust.Subjects, _subjects, "subjects.pem");
        _verifier = new CredentialVerifier(Options.Create(trust), new SqliteClock(TimeProvider.System));
    }

    public void Dispose()
    {
        _services.Dispose();
        _subjects.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_token_dated_ahead_is_none()
    {
        var ahead = Token(_services, "nhi:crm", null, Now.AddYears(1));

        Assert.Equal(CredentialFault.Invalid, (await Assert.ThrowsAsync<CredentialRefusedException>(() => Verify(ahead))).Fault);
    }

    [Fact]
    public async Task A_customers_token_that_was_just_verified_is_no_services()
    {
        var customer = Token(_subjects, CustomerId.New().ToString(), "nhi:crm", Now);
        await Verify(Token(_services, "nhi:crm", null, Now), customer);

        await Assert.ThrowsAsync<CredentialRefusedException>(() => Verify(customer));
    }

    public static TheoryData<object?, string[]> Lists => new()
    {
        { new[] { "policy-author", "chief-privacy-officer" }, ["policy-author", "chief-privacy-officer"] },
        { Array.Empty<string>(), [] },
        { null, [] },
        { "policy-author", [] },
        { new object[] { "policy-author", 7 }, [] },
        { new[] { "policy-author", "" }, [] },
        { new[] { new string('r', CredentialVerifier.LongestRole + 1) }, [] },
        { Enumerable.Range(0, CredentialVerifier.MostRoles + 1).Select(i => $"r{i}").ToArray(), [] },
    };

    [Theory]
    [MemberData(nameof(Lists), DisableDiscoveryEnumeration = true)]
    public async Task Roles_are_what_the_token_lists_and_none_where_it_lists_what_no_list_of_ours_is(object? listed, string[] roles) =>
        Assert.Equal(roles, (await Verify(Token(_services, "oidc:workforce/anna", null, Now, listed))).Roles);

    private Task<Domain.Callers.Caller> Verify(string service, string? subject = null) => _verifier.Verify(new Credential(service, subject)).AsTask();

    private void Trust(Issuer issuer, ECDsa key, string file)
    {
        issuer.Name = "the-house";
        issuer.KeyFiles.Add(Path.Combine(_folder, file));
        File.WriteAllText(issuer.KeyFiles[0], key.ExportSubjectPublicKeyInfoPem());
    }

    private static string Token(ECDsa key, string subject, string? party, DateTimeOffset issued, object? roles = null)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Sub] = subject };
        if (party is not null)
        {
            claims[JwtRegisteredClaimNames.Azp] = party;
        }

        if (roles is not null)
        {
            claims["roles"] = roles;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "the-house", Audience = "identitygrains:development", Claims = claims, IssuedAt = issued.UtcDateTime,
            Expires = issued.AddHours(1).UtcDateTime, SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });
    }
}
