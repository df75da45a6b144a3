namespace IdentityGrains.Formats.Signals;

/// <summary>A further segment of a consent string, which begins with its type.</summary>
internal static class TcfSegment
{
    private const int DisclosedVendors = 1;
    private const int AllowedVendors = 2;
    private const int PublisherPurposes = 3;

    /// <summary>The segment's type, with its content added; null when it is none.</summary>
    public static int? Read(BitReader bits, SignalContent content)
    {
        var type = bits.Int(3);
        switch (type)
        {
            case DisclosedVendors:
                content.Add("disclosedVendors", IdRanges.OfVendors(bits));
                break;
            case AllowedVendors:
                content.Add("allowedVendors", IdRanges.OfVendors(bits));
                break;
            case PublisherPurposes:
                Purposes(bits, content);
                break;
            default:
                return null;
        }

        return bits.EndsWell() ? type : null;
    }

    private static void Purposes(BitReader bits, SignalContent content)
    {
        content.Add("publisherPurposesConsent", IdRanges.OfBits(bits, TcfCore.Purposes).ToString());
        content.Add("publisherPurposesLITransparency", IdRanges.OfBits(bits, TcfCore.Purposes).ToString());
        var custom = bits.Int(6);
        content.Add("customPurposesCount", custom);
        content.Add("customPurposesConsent", IdRanges.OfBits(bits, custom).ToString());
        content.Add("customPurposesLITransparency", IdRanges.OfBits(bits, custom).ToString());
    }
}
