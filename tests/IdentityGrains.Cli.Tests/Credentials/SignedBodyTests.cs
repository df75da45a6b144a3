using IdentityGrains.Cli.Credentials;

namespace IdentityGrains.Cli.Tests.Credentials;

public class SignedBodyTests
{
    [Theory]
    [InlineData("assertFields",
        """
        {"observedAt":"2026-01-02T03:04:05.6+01:00","fields":{"given_name":"Zo\u00eb","language":null,
         "address":{"line1":"1 \"A\" Street","line2":null}},"evidence":[]}
        """,
        """
        {"act":"assertFields","fields":{"address":{"line1":"1 \"A\" Street"},"given_name":"Zoë","language":null},"observedAt":"2026-01-02T02:04:05.600000Z"}
        """)]
    [InlineData("recordConsent", """{"observedAt":"2026-01-02T03:04:05Z","purpose":"ads","decision":"withdrawn","noticeVersion":"n-1"}""",
        """{"act":"recordConsent","decision":"withdrawn","observedAt":"2026-01-02T03:04:05.000000Z","purpose":"ads"}""")]
    [InlineData("recordConsent", """{"purpose":"ads","decision":"granted","noticeVersion":"n-1","observedAt":"2026-01-02T03:04:05.1234567Z","evidence":null}""",
        """{"act":"recordConsent","decision":"granted","noticeVersion":"n-1","observedAt":"2026-01-02T03:04:05.123456Z","purpose":"ads"}""")]
    [InlineData("recordConsent", """{"observedAt":"2026-01-02T03:04:05Z","purpose":"ads","decision":"withdrawn","by":"customer"}""",
        """{"act":"recordConsent","decision":"withdrawn","observedAt":"2026-01-02T03:04:05.000000Z","purpose":"ads"}""")]
    [InlineData("rollBack", """{"observedAt":"2026-01-02T03:04:05Z","changeSet":4,"evidence":[]}""",
        """{"act":"rollBack","changeSet":4,"observedAt":"2026-01-02T03:04:05.000000Z"}""")]
    public void A_body_is_signed_as_it_is_understood(string act, string body, string text) =>
        Assert.Equal(text.Trim(), SignedBody.TextOf(act, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"observedAt":7}""")]
    [InlineData("""{"observedAt":"yesterday"}""")]
    [InlineData("""{"observedAt":"2026-01-02T03:04:05Z","fields":{"tier":1.5}}""")]
    [InlineData("""{"observedAt":"2026-01-02T03:04:05Z","fields":{"a":"x","a":"y"}}""")]
    [InlineData("""{"observedAt":"2026-01-02T03:04:05Z","fields":{"a":"\ud800"}}""")]
    public void What_is_no_act_has_no_digest(string body) => Assert.Null(SignedBody.DigestOf("assertFields", Encoding.UTF8.GetBytes(body)));
}
