using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IdentityGrains.Connectors.SecurityEvents;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Simulators.Protocols.SecurityEvents;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityGrains.Connectors.Tests.SecurityEvents;

public sealed class SecurityEventTokenTests : IDisposable
{
    private readonly EventKeys _keys = new();

    [Fact]
    public async Task A_token_says_what_the_delivery_does_and_is_signed_by_the_key_that_it_names()
    {
        var token = new JsonWebToken(Sign(Deliveries.Of(42)));
        using var key = ECDsa.Create();
        key.ImportFromPem(_keys.Trust.PublicKey);
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token.EncodedToken, new TokenValidationParameters
        {
            ValidIssuer = EventKeys.Issuer, ValidAudience = EventKeys.Audience, IssuerSigningKey = new ECDsaSecurityKey(key) { KeyId = EventKeys.KeyId },
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256], ValidTypes = ["secevent+jwt"], RequireExpirationTime = false,
        });

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.Equal(("secevent+jwt", "ES256", EventKeys.KeyId, Deliveries.Of(42).DeliveryId), (token.Typ, token.Alg, token.Kid, token.Id));
        Assert.Equal(
            """
            {"iss":"https://identity.example","aud":"https://receiver.example","iat":1783072800,"jti":"dlv_0000000000000000000000000000002a",
            "sub_id":{"format":"opaque","id":"C-1001"},"events":{"urn:identitygrains:event:customer-fields-changed":{"version":42,
            "policy":"brightmart-retail@2026.07.1","fields":{"email":"n42@x.test","name.given":null},"purposes":{"email":"service_fulfilment"}}}}
            """.Replace("\n", "", StringComparison.Ordinal), Base64UrlEncoder.Decode(token.EncodedPayload));
    }

    [Fact]
    public void Every_attempt_says_the_same() => Assert.Equal(Sign(Deliveries.Of(1)).Split('.')[..2], Sign(Deliveries.Of(1)).Split('.')[..2]);

    [Fact]
    public void Who_issues_and_for_whom_is_part_of_what_a_delivery_is()
    {
        using var one = new SecurityEventConnector(_keys.Settings("https://receiver.example/a"), TimeProvider.System);
        using var elsewhere = new SecurityEventConnector(_keys.Settings("https://receiver.example/b"), TimeProvider.System);
        var settings = _keys.Settings("https://receiver.example/a");
        settings.Audience = "https://another.example";
        using var another = new SecurityEventConnector(settings, TimeProvider.System);

        Assert.Equal(one.Capabilities.ContentMark, elsewhere.Capabilities.ContentMark);
        Assert.NotEqual(one.Capabilities.ContentMark, another.Capabilities.ContentMark);
    }

    [Theory]
    [InlineData("a", "b", 70_000, "too_large")]
    [InlineData("a", "a", 1, "duplicate_path")]
    public async Task What_cannot_be_said_is_refused_before_it_is_sent(string path, string other, int length, string why)
    {
        await using var server = RawServer.Answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        using var connector = new SecurityEventConnector(_keys.Settings(server.Url), TimeProvider.System);
        var delivery = Deliveries.Of(1) with { Fields = [Deliveries.Write(path, new string('x', length)), Deliveries.Write(other, "y")] };

        Assert.Equal(new SendResult.Rejected(why), await connector.Send(delivery, TestContext.Current.CancellationToken));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task It_goes_to_the_very_address_that_is_set_as_the_standard_says()
    {
        await using var server = RawServer.Answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        using var connector = new SecurityEventConnector(_keys.Settings(server.Url + "/?tenant=1"), TimeProvider.System);
        var delivery = Deliveries.Of(1) with { Fields = [new PlatformWrite("topics", new FieldValue.Topics(["a"]), null)] };
        await connector.Send(delivery, TestContext.Current.CancellationToken);

        var request = server.Requests.Single();
        Assert.StartsWith("POST /hook/?tenant=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/secevent+jwt\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Accept: application/json\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"secevent+jwt"}""", "invalid_key")]
    [InlineData("""{"alg":"HS256","typ":"secevent+jwt","kid":"key-1"}""", "invalid_key")]
    [InlineData("""{"alg":"ES256","typ":"secevent+jwt","kid":"key-2"}""", "invalid_key")]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"key-1"}""", "invalid_request")]
    [InlineData("no header", "invalid_request")]
    public void The_simulated_receiver_takes_no_token_that_only_looks_like_one(string header, string wrong)
    {
        var parts = Sign(Deliveries.Of(1)).Split('.');
        var forged = $"{Base64UrlEncoder.Encode(header)}.{parts[1]}.{parts[2]}";

        Assert.Null(new EventTokens(_keys.Trust).Read(forged, out var said));
        Assert.Equal(wrong, said);
    }

    public void Dispose() => _keys.Dispose();

    private string Sign(PlatformDelivery delivery)
    {
        using var signer = new SecurityEventSigner(_keys.Settings("https://receiver.example"));
        return Encoding.ASCII.GetString(signer.Sign(SecurityEventClaims.Of(delivery, EventKeys.Issuer, EventKeys.Audience, out _)!.Value).Span);
    }
}
