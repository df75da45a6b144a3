using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Explain;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Tests.Explain;

public class ExplanationPageTests
{
    private const string Told = """
        {"customer":"cus_00000000000000000000000000000001","version":7,"field":"given_name","policy":"brightmart-retail@2026.07.1","value":"Ana",
        "valueVersion":2,"state":"none","rule":{"systemOfRecord":"self_service","ranks":[{"source":"self_service","rank":1,
        "minProof":"subject_authenticated","requires":[],"fillOnly":false,"when":null},{"source":"partner_acme","rank":9,"minProof":"signed_assertion",
        "requires":["case_reference"],"fillOnly":true,"when":"subject.region == 'US-CA'"}],"lowerRank":"never","equalRank":"most_recent",
        "blankOverValue":"never","staleAssertion":"record_only","unverifiedOverVerified":"n/a","validFor":null},
        "winner":{"claim":"2.0","source":"self_service","observedAt":"2026-07-01T08:20:31Z","proof":"subject_authenticated","evidence":[],"value":"Ana",
        "verified":false,"origin":"cus_00000000000000000000000000000001","rank":1,"outcome":"winner","reason":"self_service, which ranks 1, holds it."},
        "others":[{"claim":"5.0","source":"crm","observedAt":"2026-07-09T14:02:00Z","proof":"service_authenticated","evidence":[],
        "value":"An\u001b[2Jna [red]","verified":false,"origin":"cus_00000000000000000000000000000001","rank":3,"outcome":"lower_rank",
        "reason":"crm ranks 3 and may not displace self_service, which ranks 1 for given_name: lowerRank is never, and this sentence is long enough to break.",
        "change":{"kind":"rank","to":"1","sentence":"It would win given_name if crm ranked equal to self_service."}}],
        "platforms":[{"platform":"crm","released":true,"purpose":"service_fulfilment","basis":"gdpr-6-1-b","why":null,"purposes":[]},
        {"platform":"marketing","released":false,"purpose":null,"basis":null,"why":"no_purpose_permitted",
        "purposes":[{"purpose":"email_marketing","why":"no_grant"}]}]}
        """;

    [Fact]
    public void It_says_who_won_who_did_not_and_why()
    {
        var page = Shown();

        Assert.Contains("crm ranks 3 and may not displace self_service", page, StringComparison.Ordinal);
        Assert.Contains("lower_rank", page, StringComparison.Ordinal);
        Assert.Contains("It would win given_name if crm ranked equal to self_service.", page, StringComparison.Ordinal);
        Assert.Contains("no purpose permits it: email_marketing no_grant", page, StringComparison.Ordinal);
        Assert.Contains("for service_fulfilment, on the basis of gdpr-6-1-b", page, StringComparison.Ordinal);
        Assert.Contains("while there is no value when subject.region == 'US-CA'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_fits_a_hundred_columns() => Assert.All(Shown().Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, Page.Width));

    [Fact]
    public void What_somebody_wrote_does_not_command_the_terminal()
    {
        var page = Shown();

        Assert.DoesNotContain('\u001b', page);
        Assert.Contains("An\uFFFD[2Jna [red]", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null", "nothing")]
    [InlineData("\"\"", "nothing")]
    [InlineData("[]", "nothing")]
    [InlineData("true", "yes")]
    [InlineData("[\"news\",\"offers\"]", "news, offers")]
    [InlineData("{\"city\":\"Köln\",\"country\":\"DE\"}", "city Köln, country DE")]
    public void A_value_is_one_line(string json, string text)
    {
        using var value = JsonDocument.Parse(json);
        Assert.Equal(text, ValueText.Of(value.RootElement));
    }

    private static string Shown()
    {
        var writer = new StringWriter();
        ExplanationPage.Show(Page.Paper(writer), JsonSerializer.Deserialize(Told, ApiJson.Default.ExplainedField)!);
        return writer.ToString();
    }
}
