using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Tests.Given;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Grains.Tests.Callers;

public sealed class SignatureVerifierTests : IDisposable
{
    private const string Till = "nhi:pos-gateway", Partner = "nhi:partner-acme-feed";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly CustomerId Ana = CustomerId.New();
    private static readonly AssertFields Says = new(
        OperationId.FromTrusted("op-1"), Ana, Now, null, [new AssertedField(new FieldName("given_name"), new FieldValue.Text("Ana"))], []);

    private readonly ECDsa _till = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _tillsNext = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _partner = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _subjects = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _folder = Directory.CreateTempSubdirectory("signers-").FullName;
    private readonly ShiftedTime _time = new();
    private readonly SignatureVerifier _verifier;

    public SignatureVerifierTests()
    {
        var trust = new TrustOptions();
        trust.Sources["till"] = new SigningSource { Principal = Till, KeyFiles = { KeyFile("till", _till), KeyFile("till-next", _tillsNext) } };
        trust.Sources["partner"] = new SigningSource { Principal = Partner, KeyFiles = { KeyFile("partner", _partner) } };
        trust.Subjects.Name = "the-house";
        trust.Subjects.KeyFiles.Add(KeyFile("subjects", _subjects));
        _verifier = new SignatureVerifier(Options.Create(trust), new SqliteClock(_time));
    }

    public void Dispose()
    {
        ECDsa[] keys = [_till, _tillsNext, _partner, _subjects];
        Array.ForEach(keys, k => k.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_source_proves_its_very_command()
    {
        Assert.Equal(new SignedSubject(Ana, null), await Verify(Sign(_till)));
        Assert.Equal(new SignedSubject(null, NativeKey.FromTrusted(new SourceName("pos"), "R-1")), await Verify(Sign(_till, c => c["sub"] = "pos:R-1")));
        Assert.Equal(new SignedSubject(null, null), await Verify(Sign(_till, c => c.Remove("sub"))));
    }

    [Fact]
    public async Task While_keys_rotate_each_of_them_counts() => Assert.Equal(Ana, (await Verify(Sign(_tillsNext))).Customer);

    [Fact]
    public Task Another_sources_key_is_none() => Refuses(CredentialFault.InvalidProof, Sign(_partner));

    [Fact]
    public Task The_key_of_customers_tokens_is_none() => Refuses(CredentialFault.InvalidProof, Sign(_subjects));

    [Fact]
    public async Task Nobody_signs_for_the_issuer_of_customers_tokens_nor_for_a_source_without_keys()
    {
        await Refuses(CredentialFault.InvalidProof, Sign(_subjects, c => c["iss"] = "the-house"));
        await Refuses(CredentialFault.InvalidProof, Sign(_till, c => c["iss"] = "nhi:idp-events"));
        await Refuses(CredentialFault.InvalidProof, Sign(_till, c => c.Remove("iss")));
    }

    [Theory]
    [InlineData("aud", "identitygrains:production")]
    [InlineData("aud", null)]
    [InlineData("cmd", "qWpbrjZyegTUFWl9nagQUjk9By2vnQuvif2Tn68s9XA")]
    [InlineData("cmd", "")]
    [InlineData("cmd", null)]
    [InlineData("sub", "ana@a.example")]
    [InlineData("exp", null)]
    [InlineData("iat", null)]
    public Task A_claim_that_is_wrong_or_absent_refuses_it(string claim, string? value) => Refuses(CredentialFault.InvalidProof, Sign(_till, c =>
    {
        c.Remove(claim);
        if (value is not null)
        {
            c[claim] = value;
        }
    }));

    [Fact]
    public async Task A_signature_over_other_words_is_refused()
    {
        var other = Says with { Fields = [new AssertedField(new FieldName("given_name"), new FieldValue.Text("Eva"))] };

        await Refuses(CredentialFault.InvalidProof, Sign(_till), other);
        await Refuses(CredentialFault.InvalidProof, Sign(_till), Says with { ObservedAt = Says.ObservedAt.AddSeconds(1) });
        await Refuses(CredentialFault.InvalidProof, Sign(_till), Says with { Key = "R-1" });
        await Refuses(CredentialFault.InvalidProof, Sign(_till, c => c["cmd"] = null!), Says with { Fields = [.. Says.Fields, .. Says.Fields] });
    }

    [Fact]
    public async Task Used_for_another_act_or_by_another_caller_it_is_a_replay()
    {
        await Refuses(CredentialFault.Replayed, Sign(_till), Says with { Operation = OperationId.FromTrusted("op-2") });
        await Refuses(CredentialFault.Replayed, Sign(_till), Says, Partner);
        await Refuses(CredentialFault.Replayed, Sign(_till, c => c.Remove("jti")));
        Assert.Equal(Ana, (await Verify(Sign(_partner, c => c["iss"] = Partner), Says, Partner)).Customer);
    }

    [Fact]
    public async Task Its_time_is_short()
    {
        var signature = Sign(_till);
        _time.Advance(SignatureVerifier.LongestLifetime);
        Assert.Equal(Ana, (await Verify(signature)).Customer);

        _time.Advance(TokenChecks.Skew * 2);
        await Refuses(CredentialFault.InvalidProof, signature);
        await Refuses(CredentialFault.InvalidProof, Sign(_till, made: Now.AddHours(1)));
    }

    [Fact]
    public Task It_is_not_made_for_longer_than_is_allowed() => Refuses(
        CredentialFault.InvalidProof, Sign(_till, c => c["exp"] = (Now + SignatureVerifier.LongestLifetime).ToUnixTimeSeconds() + 1));

    [Fact]
    public async Task Only_ES256_by_a_known_key_is_a_signature()
    {
        var (payload, publicKey) = (Sign(_till).Split('.')[1], File.ReadAllBytes(Path.Combine(_folder, "till.pem")));
        var hmac = Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + payload;
        hmac += "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(publicKey, Encoding.ASCII.GetBytes(hmac)));

        await Refuses(CredentialFault.InvalidProof, Encode("""{"alg":"none"}""") + "." + payload + ".");
        await Refuses(CredentialFault.InvalidProof, hmac);
        await Refuses(CredentialFault.InvalidProof, SignRaw(_till, """{"alg":"ES384"}""", payload));
        await Refuses(CredentialFault.InvalidProof, SignRaw(_till, """{"alg":"ES256","crit":["b64"],"b64":true}""", payload));
        await Refuses(CredentialFault.InvalidProof, SignRaw(_partner, $$"""{"alg":"ES256","jwk":{{Jwk(_partner)}}}""", payload));
        Assert.Equal(Ana, (await Verify(SignRaw(_till, """{"alg":"ES256"}""", payload))).Customer);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    public Task What_is_no_JWS_is_no_signature(string text) => Refuses(CredentialFault.InvalidProof, text);

    [Fact]
    public Task A_long_one_is_not_looked_at() =>
        Refuses(CredentialFault.InvalidProof, Sign(_till, c => c["note"] = new string('x', SignatureVerifier.LongestSignature)));

    private Task<SignedSubject> Verify(string signature, CustomerCommand? command = null, string principal = Till) =>
        _verifier.Verify(signature, new PrincipalId(principal), command ?? Says).AsTask();

    private async Task Refuses(CredentialFault fault, string signature, CustomerCommand? command = null, string principal = Till) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<CredentialRefusedException>(() => Verify(signature, command, principal))).Fault);

    private static string Sign(ECDsa key, Action<Dictionary<string, object>>? change = null, DateTimeOffset? made = null)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Till, ["aud"] = "identitygrains:development", ["sub"] = Ana.ToString(), ["jti"] = Says.Operation.Value,
            ["iat"] = (made ?? Now).ToUnixTimeSeconds(), ["exp"] = ((made ?? Now) + SignatureVerifier.LongestLifetime).ToUnixTimeSeconds(),
            ["cmd"] = CommandText.DigestOf(Says)!,
        };
        change?.Invoke(claims);
        return SignRaw(key, """{"alg":"ES256","typ":"JWT"}""", Encode(System.Text.Json.JsonSerializer.Serialize(claims)));
    }

    // By hand, as a source in another language does it.
    private static string SignRaw(ECDsa key, string header, string payload)
    {
        var signed = Encode(header) + "." + payload;
        return signed + "." + Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static string Jwk(ECDsa key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key));
        return $$"""{"kty":"EC","crv":"P-256","x":"{{jwk.X}}","y":"{{jwk.Y}}"}""";
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));

    private string KeyFile(string name, ECDsa key)
    {
        var file = Path.Combine(_folder, name + ".pem");
        File.WriteAllText(file, key.ExportSubjectPublicKeyInfoPem());
        return file;
    }
}
