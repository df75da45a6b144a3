using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Import.Csv;

namespace IdentityGrains.Cli.Tests.Import.Csv;

public class CsvRecordTests
{
    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData("a,b\n", "a|b")]
    [InlineData("a,b\r\n", "a|b")]
    [InlineData("a,,", "a||")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\"a\r\nb\",c\r\n", "a\r\nb|c")]
    [InlineData("\"say \"\"yes\"\"\"", "say \"yes\"")]
    [InlineData("\"\"\r\n", "")]
    [InlineData(" a , b ", " a | b ")]
    [InlineData("=1+1,@x,+4,-5", "=1+1|@x|+4|-5")]
    [InlineData("J\u00fcrgen", "J\u00fcrgen")]
    public void Cells_are_what_stands_between_the_commas(string text, string cells) => Assert.Equal(cells, string.Join('|', Take(text)!.Value.Cells));

    [Theory]
    [InlineData("a\"b,c\nnext", CsvRecord.BadQuote)]
    [InlineData("\"a\"b,c\nnext", CsvRecord.BadQuote)]
    [InlineData("\"a,b\nnext", CsvRecord.BadQuote)]
    public void What_is_amiss_ends_with_its_line(string text, string fault)
    {
        var record = Take(text)!.Value;

        Assert.Equal((fault, 1), (record.Fault, record.Lines));
        Assert.Equal("next", text[record.Length..]);
        Assert.Empty(record.Cells);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told() => Assert.Equal(CsvRecord.NotUtf8, CsvRecord.Take([0x61, 0xFF, (byte)'\n'], last: true)!.Value.Fault);

    [Fact]
    public void A_record_that_is_too_long_is_told() =>
        Assert.Equal(CsvRecord.TooLong, Take("a," + new string('x', LineFile.Longest + 1) + "\n")!.Value.Fault);

    [Theory]
    [InlineData("a,b")]
    [InlineData("\"a")]
    [InlineData("\"a\"")]
    [InlineData("\"a\"\r")]
    public void What_may_go_on_is_waited_for(string text) => Assert.Null(CsvRecord.Take(Encoding.UTF8.GetBytes(text), last: false));

    private static CsvRecord? Take(string text) => CsvRecord.Take(Encoding.UTF8.GetBytes(text), last: true);
}
