namespace IdentityGrains.Formats.Signals;

/// <summary>The first segment of a consent string: who asked when, and what the person answered.</summary>
internal static class TcfCore
{
    /// <summary>One bit for each purpose that there can be.</summary>
    public const int Purposes = 24;

    private const int Version = 2;
    private const int SpecialFeatures = 12;
    private const int MillisecondsOfTick = 100;
    private const int LargestVendor = 65_535;
    private const int UndefinedRestriction = 3;

    public static bool Read(BitReader bits, SignalContent content)
    {
        var version = bits.Int(6);
        content.Add("version", version);
        content.Add("created", Instant(bits));
        content.Add("lastUpdated", Instant(bits));
        content.Add("cmpId", bits.Int(12));
        content.Add("cmpVersion", bits.Int(12));
        content.Add("consentScreen", bits.Int(6));
        content.Add("consentLanguage", bits.Code());
        content.Add("vendorListVersion", bits.Int(12));
        content.Add("tcfPolicyVersion", bits.Int(6));
        content.Add("isServiceSpecific", bits.Flag());
        content.Add("useNonStandardTexts", bits.Flag());
        content.Add("specialFeatureOptIns", IdRanges.OfBits(bits, SpecialFeatures).ToString());
        content.Add("purposesConsent", IdRanges.OfBits(bits, Purposes).ToString());
        content.Add("purposesLITransparency", IdRanges.OfBits(bits, Purposes).ToString());
        content.Add("purposeOneTreatment", bits.Flag());
        content.Add("publisherCC", bits.Code());
        content.Add("vendorConsents", IdRanges.OfVendors(bits));
        content.Add("vendorLegitimateInterests", IdRanges.OfVendors(bits));
        content.Add("publisherRestrictionsCount", Restrictions(bits));
        return bits.EndsWell() && version == Version;
    }

    // Thirty-six bits of tenths of a second end in the year 2187.
    private static DateTimeOffset Instant(BitReader bits) => DateTimeOffset.FromUnixTimeMilliseconds(bits.Number(36) * MillisecondsOfTick);

    // They bind vendors and say nothing of the person: read to know that the string is whole, and counted.
    private static int Restrictions(BitReader bits)
    {
        var count = bits.Int(12);
        for (var left = count; left > 0 && !bits.Failed; left--)
        {
            var purpose = bits.Int(6);
            var restriction = bits.Int(2);
            if (purpose is < 1 or > Purposes || restriction == UndefinedRestriction)
            {
                bits.Fail();
            }

            _ = IdRanges.OfEntries(bits, LargestVendor);
        }

        return count;
    }
}
