using CsCheck;
using IdentityGrains.Domain.Signals;

namespace IdentityGrains.Formats.Tests.Signals;

public class SignalProperties
{
    private const string Characters = "ABCDQYIgwz-_019~..~= \u0416";

    private static readonly string[] Known =
    [
        "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IAPPwAPrwA.QAPPwAPrwA.cAEAPAAAC7gAHw4AAA", "DBABLA~BVVVkkkklWA.YA",
        "DBABrw~BVAUAAAAABk.QA~BAAAAABA.QA", "DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN", "1",
    ];

    private static readonly Gen<HashSet<int>> AnyIds = Gen.Int[1, 300].Array[0, 40].Select(ids => ids.ToHashSet());

    [Fact]
    public void A_consent_string_is_read_as_it_was_written() =>
        Gen.Select(AnyIds, AnyIds, Gen.Bool, Gen.Int[0, 4095], Gen.Long[0, (1L << 36) - 1], Gen.Int[1, 24].Array[0, 8]).Sample(
            (consents, interests, asRanges, cmp, created, purposes) =>
            {
                var writer = new BitWriter().Number(2, 6).Number(created, 36).Number(created, 36).Number(cmp, 12).Number(7, 12).Number(1, 6).Code("PT")
                    .Number(99, 12).Number(4, 6).Flag(true).Flag(false).Number(0, 12).Bits(purposes.ToHashSet(), 24).Number(0, 24).Flag(false).Code("BR")
                    .Vendors(consents, asRanges).Vendors(interests, !asRanges).Number(0, 12);
                var content = Signalled.Content(SignalKind.Tcf, writer.ToString());
                return (content["cmpId"], content["consentLanguage"], content["publisherCC"]) == ($"{cmp}", "PT", "BR")
                    && content["created"] == DateTimeOffset.UnixEpoch.AddMilliseconds(created * 100).ToString("yyyy-MM-ddTHH:mm:ss.fZ")
                    && Unfolded(content["purposesConsent"]).SetEquals(purposes)
                    && Unfolded(content["vendorConsents"]).SetEquals(consents) && content["vendorConsentsCount"] == $"{consents.Count}"
                    && Unfolded(content["vendorLegitimateInterests"]).SetEquals(interests);
            },
            iter: 300);

    [Fact]
    public void A_header_is_read_as_it_was_written() =>
        Gen.Int[23, 5_000].Array[1, 20].Select(ids => ids.ToHashSet()).Sample(
            ids =>
            {
                var writer = new BitWriter().Number(3, 6).Number(1, 6).Number(ids.Count, 12);
                var last = 0;
                foreach (var id in ids.Order())
                {
                    writer.Flag(false).Fibonacci(id - last);
                    last = id;
                }

                var content = Signalled.Content(SignalKind.Gpp, $"{writer}~{string.Join('~', ids.Order().Select(i => $"x{i}"))}");
                return content["sections"] == string.Join(',', ids.Order().Select(i => $"section{i}")) && ids.All(i => content[$"section{i}"] == $"x{i}");
            },
            iter: 300);

    [Fact]
    public void Whatever_is_sent_is_a_signal_or_none() =>
        Gen.Select(Gen.Int[0, Characters.Length - 1].Array[0, 80], Gen.Int[0, Known.Length - 1], Gen.Int[0, 100], Gen.Int[1, 3]).Sample(
            (noise, known, at, kind) =>
            {
                var text = string.Concat(noise.Select(i => Characters[i]));
                var cut = Known[known][..Math.Min(at, Known[known].Length)];
                return IsWhole((SignalKind)kind, text) && IsWhole((SignalKind)kind, cut) && IsWhole((SignalKind)kind, cut + text);
            },
            iter: 3_000);

    [Fact]
    public void What_claims_millions_is_no_signal_or_a_short_one()
    {
        var core = new BitWriter().Number(2, 6).Number(0, 36 + 36 + 12 + 12 + 6).Code("EN").Number(0, 12 + 6 + 1 + 1).Number(0, 12).Number(0, 24)
            .Number(0, 24).Flag(false).Code("EN").ToString()[..35];
        var most = new SortedSet<int>(Enumerable.Range(1, 20_000).Select(i => 2 * i));
        string[] hostile =
        [
            new('_', 8_192), new('A', 8_192), new('.', 8_192), new('~', 8_192), "D" + new string('_', 8_191), "DB" + new string('/', 8_190),
            "DB__" + new string('A', 8_188), "DB__" + new string('2', 8_188), core + new string('_', 8_000), "C" + new string('A', 8_191),
            "DBABLA~" + new string('B', 8_185), new('1', 9_000), "DBABMA~C" + new string('_', 8_000),
        ];
        Assert.All(hostile, text => Assert.All(Enum.GetValues<SignalKind>(), kind => Assert.True(IsWhole(kind, text))));

        var bits = new BitWriter().Number(1, 3).Vendors(most, asRanges: false).ToString();
        var content = Signalled.Content(SignalKind.Tcf, "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA." + bits);
        Assert.Equal("20000", content["disclosedVendorsCount"]);
        Assert.EndsWith(",126,128 and 19936 more", content["disclosedVendors"], StringComparison.Ordinal);
    }

    [Fact]
    public void Ranges_that_overlap_are_counted_once()
    {
        var writer = new BitWriter().Number(1, 3).Number(65_535, 16).Flag(true).Number(400, 12);
        for (var i = 0; i < 400; i++)
        {
            writer.Flag(true).Number(1 + i, 16).Number(65_535 - i, 16);
        }

        var content = Signalled.Content(SignalKind.Tcf, "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA." + writer);
        Assert.Equal(("1-65535", "65535"), (content["disclosedVendors"], content["disclosedVendorsCount"]));
    }

    private static bool IsWhole(SignalKind kind, string text) =>
        Signalled.Read(kind, text) is not { } reading || (!reading.Parts.IsEmpty && reading.Parts.Sum(p => p.Name.Length + p.Text.Length) < 16_384);

    private static HashSet<int> Unfolded(string ranges) =>
        [.. ranges.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('-').Select(int.Parse).ToArray())
            .SelectMany(r => Enumerable.Range(r[0], r[^1] - r[0] + 1))];
}
