using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Formats.Tests.Signals;

/// <summary>Strings from the specification and from public test suites of its implementations.</summary>
public class TcfTests
{
    private const string Ranges = "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA";
    private const string Restricted = "COw4XqLOw4XqLAAAAAENAXCf-v-gAAAfwIAAACngAI8AEFABgACAA4A";
    private const string Publisher = "cAEAPAAAC7gAHw4AAA";

    [Fact]
    public void A_core_segment_says_who_asked_when_and_what_was_answered() => Assert.Equal(
        [
            "version=2", "created=2020-02-20T23:57:39.3Z", "lastUpdated=2020-02-20T23:57:39.3Z", "cmpId=27", "cmpVersion=0", "consentScreen=0",
            "consentLanguage=EN", "vendorListVersion=15", "tcfPolicyVersion=2", "isServiceSpecific=no", "useNonStandardTexts=no",
            "specialFeatureOptIns=", "purposesConsent=1-3", "purposesLITransparency=", "purposeOneTreatment=no", "publisherCC=AA",
            "vendorConsents=2,6,8", "vendorConsentsCount=3", "vendorLegitimateInterests=2,6,8", "vendorLegitimateInterestsCount=3",
            "publisherRestrictionsCount=0",
        ],
        Lines(
            Ranges, "version", "created", "lastUpdated", "cmpId", "cmpVersion", "consentScreen", "consentLanguage", "vendorListVersion",
            "tcfPolicyVersion", "isServiceSpecific", "useNonStandardTexts", "specialFeatureOptIns", "purposesConsent", "purposesLITransparency",
            "purposeOneTreatment", "publisherCC", "vendorConsents", "vendorConsentsCount", "vendorLegitimateInterests",
            "vendorLegitimateInterestsCount", "publisherRestrictionsCount"));

    [Fact]
    public void Vendors_are_told_whether_they_came_as_bits_or_as_ranges() => Assert.Equal(
        [
            "created=1991-01-17T18:51:08.5Z", "lastUpdated=2011-02-08T03:32:01.4Z", "cmpId=61", "cmpVersion=2", "consentScreen=2", "publisherCC=HL",
            "specialFeatureOptIns=2", "purposesConsent=3,5-6,8", "purposesLITransparency=2-3,5,7,9-10", "vendorConsentsCount=91",
            "vendorLegitimateInterests=4,7-8,11-13,19,22,27,31,33,35,37,43,45,47-49,54-55,59,64-65,68-69,77,79,81,94-95,110,113",
        ],
        Lines(
            "CGL23UdMFJzvuA9ACCENAXCEAC0AAGrAAA5YA5ht7-_d_7_vd-f-nrf4_4A4hM4JCKoK4YhmAqABgAEgAA", "created", "lastUpdated", "cmpId", "cmpVersion",
            "consentScreen", "publisherCC", "specialFeatureOptIns", "purposesConsent", "purposesLITransparency", "vendorConsentsCount",
            "vendorLegitimateInterests"));

    [Fact]
    public void A_publishers_own_purposes_come_in_a_further_segment() => Assert.Equal(
        [
            "created=2008-12-07T10:04:17.7Z", "lastUpdated=2012-01-10T17:10:13.4Z", "cmpId=21", "cmpVersion=7", "consentScreen=2", "vendorListVersion=23",
            "purposesConsent=1,3,9-10", "specialFeatureOptIns=2", "publisherPurposesConsent=2,4,6,8-10", "customPurposesCount=0",
        ],
        Lines(
            "CLcVDxRMWfGmWAVAHCENAXCkAKDAADnAABRgA5mdfCKZuYJez-NQm0TBMYA4oCAAGQYIAAAAAAEAIAEgAA.argAC0gAAAAAAAAAAAA",
            "created", "lastUpdated", "cmpId", "cmpVersion", "consentScreen", "vendorListVersion", "purposesConsent", "specialFeatureOptIns",
            "publisherPurposesConsent", "customPurposesCount"));

    [Theory]
    [InlineData($"{Restricted}.IAPPwAPrwA.QAPPwAPrwA.{Publisher}")]
    [InlineData($"{Restricted}.{Publisher}.QAPPwAPrwA.IAPPwAPrwA")]
    public void Segments_stand_in_any_order(string text) => Assert.Equal(
        [
            "useNonStandardTexts=yes", "specialFeatureOptIns=1-9,11", "purposesConsent=1-9,11", "purposesLITransparency=12-18",
            "purposeOneTreatment=yes", "vendorConsents=2-5", "vendorLegitimateInterests=1-4", "publisherRestrictionsCount=1",
            "disclosedVendors=1-6,19-23,25,27-30", "disclosedVendorsCount=16", "allowedVendors=1-6,19-23,25,27-30", "publisherPurposesConsent=1,13,24",
            "publisherPurposesLITransparency=1-3", "customPurposesConsent=2-4,19-23", "customPurposesLITransparency=5-7",
        ],
        Lines(
            text, "useNonStandardTexts", "specialFeatureOptIns", "purposesConsent", "purposesLITransparency", "purposeOneTreatment", "vendorConsents",
            "vendorLegitimateInterests", "publisherRestrictionsCount", "disclosedVendors", "disclosedVendorsCount", "allowedVendors",
            "publisherPurposesConsent", "publisherPurposesLITransparency", "customPurposesConsent", "customPurposesLITransparency"));

    [Fact]
    public void It_says_nothing_of_Global_Privacy_Control() => Assert.Null(Signalled.Read(SignalKind.Tcf, Ranges)!.Gpc);

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("2")]
    [InlineData(".")]
    [InlineData($"B{Cut}")]
    [InlineData($"D{Cut}")]
    [InlineData($"{Ranges}=")]
    [InlineData($"{Ranges}.")]
    [InlineData($" {Ranges}")]
    [InlineData($"{Ranges}/")]
    [InlineData($"{Ranges}B")]
    [InlineData($"{Ranges}.AAAA")]
    [InlineData($"{Ranges}.gAAA")]
    [InlineData($"{Ranges}.IAAA.IAAA")]
    [InlineData($"{Ranges}.IAAA.QAAA.{Publisher}.IAAA")]
    [InlineData("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCK")]
    [InlineData("CООFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA")]
    public void What_is_no_whole_string_is_no_signal(string text) => Assert.Null(Signalled.Read(SignalKind.Tcf, text));

    private const string Cut = "OvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA";

    private static string[] Lines(string text, params string[] names) => Signalled.Lines(SignalKind.Tcf, text, names);
}
