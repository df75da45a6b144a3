namespace IdentityGrains.Formats.Signals;

/// <summary>How one answer of a section of the USA is told. All have two bits, of which three is not used.</summary>
internal enum UsAnswer
{
    /// <summary>Was the person told.</summary>
    Notice = 1,

    /// <summary>Did the person opt out.</summary>
    OptOut = 2,

    /// <summary>Is it so.</summary>
    YesOrNo = 3,

    /// <summary>The standard's own numbers: what they mean differs between sections.</summary>
    Numbers = 4,
}

/// <summary>One field of a section: its name, how it is told, and how many answers it holds.</summary>
internal sealed record UsField(string Name, UsAnswer Answer, int Count = 1);

/// <summary>The fields of the sections of the USA in their order, after the version.</summary>
internal static class UsLayout
{
    /// <summary>The version of the sections that is read.</summary>
    public const int Version = 1;

    /// <summary>The bits before the fields.</summary>
    public const int VersionBits = 6;

    /// <summary>The bits of one answer.</summary>
    public const int AnswerBits = 2;

    private static readonly ImmutableArray<UsField> AfterSensitive =
        [new("personalDataConsents", UsAnswer.Numbers), .. YesOrNo("mspaCoveredTransaction", "mspaOptOutOptionMode", "mspaServiceProviderMode")];

    private static readonly ImmutableArray<UsField> California =
    [
        .. Notices("saleOptOutNotice", "sharingOptOutNotice", "sensitiveDataLimitUseNotice"),
        .. OptOuts("saleOptOut", "sharingOptOut"),
        .. Sensitive(data: 9, children: 2),
    ];

    private static readonly ImmutableArray<UsField> NationalOf2022 = National(data: 12, children: 2);

    private static readonly ImmutableArray<UsField> NationalOf2024 = National(data: 16, children: 3);

    /// <summary>The layout of a section with so many bits.</summary>
    /// <remarks>The national section grew without a new version, so that only its length tells one layout from the other.</remarks>
    public static ImmutableArray<UsField> Of(int section, int bits) =>
        section == GppSections.UsCalifornia ? California : bits >= Bits(NationalOf2024) ? NationalOf2024 : NationalOf2022;

    private static int Bits(ImmutableArray<UsField> fields) => VersionBits + fields.Sum(f => f.Count) * AnswerBits;

    private static ImmutableArray<UsField> National(int data, int children) =>
    [
        .. Notices("sharingNotice", "saleOptOutNotice", "sharingOptOutNotice", "targetedAdvertisingOptOutNotice"),
        .. Notices("sensitiveDataProcessingOptOutNotice", "sensitiveDataLimitUseNotice"),
        .. OptOuts("saleOptOut", "sharingOptOut", "targetedAdvertisingOptOut"),
        .. Sensitive(data, children),
    ];

    private static ImmutableArray<UsField> Sensitive(int data, int children) =>
    [
        new("sensitiveDataProcessing", UsAnswer.Numbers, data), new("knownChildSensitiveDataConsents", UsAnswer.Numbers, children), .. AfterSensitive,
    ];

    private static IEnumerable<UsField> Notices(params string[] names) => names.Select(n => new UsField(n, UsAnswer.Notice));

    private static IEnumerable<UsField> OptOuts(params string[] names) => names.Select(n => new UsField(n, UsAnswer.OptOut));

    private static IEnumerable<UsField> YesOrNo(params string[] names) => names.Select(n => new UsField(n, UsAnswer.YesOrNo));
}
