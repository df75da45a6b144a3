using IdentityGrains.Domain.Callers;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Callers;

/// <summary>What a source signs is the body that it sends, not how it happens to be written.</summary>
public class SignedBodyTests
{
    private const string Consent = """{"act":"recordConsent","decision":"withdrawn","observedAt":"2026-01-02T03:04:05.000000Z","purpose":"ads"}""";

    /// <summary>The act, a body, and its canonical text.</summary>
    public static TheoryData<string, string, string> Bodies => new()
    {
        {
            "createCustomer", """{"observedAt":"2026-01-02T03:04:05Z"}""",
            """{"act":"createCustomer","observedAt":"2026-01-02T03:04:05.000000Z"}"""
        },
        {
            "createCustomer", """ { "key" : { "source":"crm", "key":"1" }, "observedAt":"2026-01-02T04:04:05+01:00" } """,
            """{"act":"createCustomer","key":{"key":"1","source":"crm"},"observedAt":"2026-01-02T03:04:05.000000Z"}"""
        },
        {
            "attachKey", """{"observedAt":"2026-01-02T03:04:05.1234567Z","key":{"key":"1","source":"crm"}}""",
            """{"act":"attachKey","key":{"key":"1","source":"crm"},"observedAt":"2026-01-02T03:04:05.123456Z"}"""
        },
        {
            "assertFields", """{"fields":{"b":null,"a":{"y":"2","x":null,"w":"1"},"c":["z","a"]},"evidence":[],"observedAt":"2026-01-02T03:04:05Z"}""",
            """{"act":"assertFields","fields":{"a":{"w":"1","y":"2"},"b":null,"c":["z","a"]},"observedAt":"2026-01-02T03:04:05.000000Z"}"""
        },
        {
            "assertFields", """{"observedAt":"2026-01-02T03:04:05Z","evidence":null,"fields":{"c":["z","a"],"a":{"w":"1","y":"2"},"b":null}}""",
            """{"act":"assertFields","fields":{"a":{"w":"1","y":"2"},"b":null,"c":["z","a"]},"observedAt":"2026-01-02T03:04:05.000000Z"}"""
        },
        { "recordConsent", """{"observedAt":"2026-01-02T03:04:05Z","purpose":"ads","decision":"withdrawn","noticeVersion":"n-1"}""", Consent },
        { "recordConsent", """{"decision":"withdrawn","purpose":"ads","noticeVersion":null,"observedAt":"2026-01-02T03:04:05.0Z"}""", Consent },
        {
            "recordConsent", """{"observedAt":"2026-01-02T03:04:05Z","purpose":"ads","decision":"granted","noticeVersion":"n-1"}""",
            """{"act":"recordConsent","decision":"granted","noticeVersion":"n-1","observedAt":"2026-01-02T03:04:05.000000Z","purpose":"ads"}"""
        },
        {
            "restrictProcessing",
            """{"decision":"release","observedAt":"2026-01-02T03:04:05Z","evidence":[{"reference":"\u0043-1","kind":"case"}]}""",
            """
            {"act":"restrictProcessing","decision":"release","evidence":[{"kind":"case","reference":"C-1"}],"observedAt":"2026-01-02T03:04:05.000000Z"}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_has_one_text_however_it_is_written(string act, string body, string text) =>
        Assert.Equal(text.Trim(), CommandText.Of(BodyReader.Command(act, body)));
}
