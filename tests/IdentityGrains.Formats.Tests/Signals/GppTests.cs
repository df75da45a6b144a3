using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Formats.Tests.Signals;

/// <summary>Strings from the specification and from public test suites of its implementations.</summary>
public class GppTests
{
    private const string National = "BVVVkkkklWA";
    private const string California = "BVWSSSVY";

    [Fact]
    public void A_string_names_its_sections_and_holds_a_consent_string_among_them() => Assert.Equal(
        ["gppVersion=1", "sections=tcfeuv2,uspv1", "uspv1=1YNN", "tcfeuv2.version=2", "tcfeuv2.cmpId=31", "tcfeuv2.consentLanguage=EN"],
        Lines(
            "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN", "gppVersion", "sections", "uspv1", "tcfeuv2.version", "tcfeuv2.cmpId",
            "tcfeuv2.consentLanguage"));

    [Fact]
    public void The_national_section_says_who_opted_out_of_what() => Assert.Equal(
        [
            "usnat.version=1", "usnat.sharingNotice=given", "usnat.saleOptOutNotice=given", "usnat.sharingOptOutNotice=given",
            "usnat.targetedAdvertisingOptOutNotice=given", "usnat.sensitiveDataProcessingOptOutNotice=given", "usnat.sensitiveDataLimitUseNotice=given",
            "usnat.saleOptOut=opted_out", "usnat.sharingOptOut=opted_out", "usnat.targetedAdvertisingOptOut=opted_out",
            "usnat.sensitiveDataProcessing=2,1,0,2,1,0,2,1,0,2,1,0", "usnat.knownChildSensitiveDataConsents=2,1", "usnat.personalDataConsents=1",
            "usnat.mspaCoveredTransaction=yes", "usnat.mspaOptOutOptionMode=yes", "usnat.mspaServiceProviderMode=no", "usnat.gpc=yes",
        ],
        Lines(
            $"DBABLA~{National}.YA", "usnat.version", "usnat.sharingNotice", "usnat.saleOptOutNotice", "usnat.sharingOptOutNotice",
            "usnat.targetedAdvertisingOptOutNotice", "usnat.sensitiveDataProcessingOptOutNotice", "usnat.sensitiveDataLimitUseNotice", "usnat.saleOptOut",
            "usnat.sharingOptOut", "usnat.targetedAdvertisingOptOut", "usnat.sensitiveDataProcessing", "usnat.knownChildSensitiveDataConsents",
            "usnat.personalDataConsents", "usnat.mspaCoveredTransaction", "usnat.mspaOptOutOptionMode", "usnat.mspaServiceProviderMode", "usnat.gpc"));

    [Fact]
    public void The_national_section_of_2024_has_more_answers() => Assert.Equal(
        [
            "usnat.sharingOptOutNotice=given", "usnat.targetedAdvertisingOptOutNotice=not_applicable", "usnat.saleOptOut=did_not_opt_out",
            "usnat.sensitiveDataProcessing=0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0", "usnat.knownChildSensitiveDataConsents=0,0,0",
            "usnat.mspaCoveredTransaction=yes", "usnat.mspaOptOutOptionMode=no", "usnat.mspaServiceProviderMode=yes", "usnat.gpc=no",
        ],
        Lines(
            "DBABLA~BVAoAAAAAABk.QA", "usnat.sharingOptOutNotice", "usnat.targetedAdvertisingOptOutNotice", "usnat.saleOptOut",
            "usnat.sensitiveDataProcessing", "usnat.knownChildSensitiveDataConsents", "usnat.mspaCoveredTransaction", "usnat.mspaOptOutOptionMode",
            "usnat.mspaServiceProviderMode", "usnat.gpc"));

    [Fact]
    public void The_section_of_California_has_its_own_answers()
    {
        Assert.Equal(
            [
                "sections=usca", "usca.saleOptOut=did_not_opt_out", "usca.sharingOptOut=did_not_opt_out", "usca.saleOptOutNotice=given",
                "usca.sensitiveDataLimitUseNotice=not_applicable", "usca.mspaCoveredTransaction=yes", "usca.mspaOptOutOptionMode=no",
                "usca.mspaServiceProviderMode=not_applicable", "usca.gpc=no",
            ],
            Lines(
                "DBABBg~BUoAAABg.Q", "sections", "usca.saleOptOut", "usca.sharingOptOut", "usca.saleOptOutNotice", "usca.sensitiveDataLimitUseNotice",
                "usca.mspaCoveredTransaction", "usca.mspaOptOutOptionMode", "usca.mspaServiceProviderMode", "usca.gpc"));
        Assert.Equal(
            ["usca.sensitiveDataProcessing=2,1,0,2,1,0,2,1,0", "usca.knownChildSensitiveDataConsents=2,1"],
            Lines($"DBABBg~{California}.YA", "usca.sensitiveDataProcessing", "usca.knownChildSensitiveDataConsents"));
    }

    [Theory]
    [InlineData($"DBABLA~{National}.YA", true)]
    [InlineData($"DBABLA~{National}.QA", false)]
    [InlineData($"DBABLA~{National}", null)]
    [InlineData($"DBABrw~{National}.QA~{California}.YA", true)]
    [InlineData($"DBABrw~{National}.YA~{California}.QA", true)]
    [InlineData($"DBABrw~{National}~{California}.QA", false)]
    [InlineData("DBABTA~1YNN", null)]
    [InlineData("DBAA", null)]
    public void One_section_that_signals_Global_Privacy_Control_is_enough(string text, bool? gpc) =>
        Assert.Equal(gpc, Assert.IsType<SignalReading>(Signalled.Read(SignalKind.Gpp, text)).Gpc);

    [Fact]
    public void Sections_that_are_not_decoded_are_named_and_kept()
    {
        const string All = "DBACOdM~CPSG_8APSG_8AAAAAAENAACAAAAAAAAAAAAAAAAAAAAA.QAAA.IAAA~BPSG_8APSG_8AAAAAAENAACAAAAAAAAAAAAAAAAAAA.YAAAAAAAAAA~1---~"
            + "BAAAAAAAAABA.QA~BAAAAABA.QA~BAAAABA~BAAAAEA.QA~BAAAAAQA~BAAAAAEA.QA~BAAAAABA~BAAAAABA.QA~BAAAAAABAA.QA~BAAAAAQA.QA~BAAAAAAABAA.QA~BAAAAAQA.QA~"
            + "BAAAAAQA.QA~BAAAAABA.QA~BAAAAAAAQA.QA~BAAAAAQA.QA";
        Assert.Equal(
            [
                "sections=tcfeuv2,tcfcav1,uspv1,usnat,usca,usva,usco,usut,usct,usfl,usmt,usor,ustx,usde,usia,usne,usnh,usnj,ustn",
                "uspv1=1---", "usva=BAAAABA", "ustn=BAAAAAQA.QA", "tcfeuv2.allowedVendors=", "usnat.mspaCoveredTransaction=yes",
            ],
            Lines(All, "sections", "uspv1", "usva", "ustn", "tcfeuv2.allowedVendors", "usnat.mspaCoveredTransaction"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("D")]
    [InlineData("DBAB")]
    [InlineData("DBABTA")]
    [InlineData("DBABTA~")]
    [InlineData("DBABTA~1YNN~1YNN")]
    [InlineData("DBAA~1YNN")]
    [InlineData("DBABTA~1Y N")]
    [InlineData("DBABTA~1YN\u00d1")]
    [InlineData("CBABTA~1YNN")]
    [InlineData("DCABTA~1YNN")]
    [InlineData("DBABMA~1YNN")]
    [InlineData("DBABTB~1YNN")]
    [InlineData("DBABLA~BVVVkkkkl")]
    [InlineData("DBABLA~CVVVkkkklWA")]
    [InlineData("DBABLA~B_VVkkkklWA")]
    [InlineData($"DBABLA~{National}B")]
    [InlineData($"DBABLA~{National}.")]
    [InlineData($"DBABLA~{National}.IA")]
    [InlineData($"DBABLA~{National}.YB")]
    [InlineData($"DBABLA~{National}.YA.YA")]
    [InlineData("1YNN")]
    public void What_is_no_whole_string_is_no_signal(string text) => Assert.Null(Signalled.Read(SignalKind.Gpp, text));

    private static string[] Lines(string text, params string[] names) => Signalled.Lines(SignalKind.Gpp, text, names);
}
