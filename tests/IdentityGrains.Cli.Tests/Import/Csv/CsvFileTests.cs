using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Import.Csv;

namespace IdentityGrains.Cli.Tests.Import.Csv;

public class CsvFileTests
{
    private const string Header = "source,key,observedAt,knows.source,knows.key,signedIn,case,given_name,postal_address.city,opt:flag,likes:topics\n";
    private const string Good = "crm,a,2026-07-01T10:00:00Z,,,,,Ana,,,\n";

    [Fact]
    public async Task A_row_says_what_its_columns_mean()
    {
        var line = Assert.Single(await Read("\uFEFF" + Header + "crm,a,2026-07-01T10:00:00Z,commerce,C-1,true,CASE-7,=Ana,Lyon,false,news; offers\n")).Line!;

        Assert.Equal((2L, "2026-07-01T10:00:00Z", "a", "C-1", true), (line.Number, line.At, line.Own.Key, line.Knows!.Value.Key, line.SignedIn));
        Assert.Equal("""{"given_name":"=Ana","postal_address":{"city":"Lyon"},"opt":false,"likes":["news","offers"]}""", line.Said.GetRawText());
        Assert.Equal("""[{"kind":"case_reference","reference":"CASE-7"}]""", line.Evidence!.Value.GetRawText());
    }

    [Fact]
    public async Task An_empty_cell_says_nothing()
    {
        var line = Assert.Single(await Read(Header + Good)).Line!;

        Assert.Equal("""{"given_name":"Ana"}""", line.Said.GetRawText());
        Assert.Null(line.Evidence);
    }

    [Theory]
    [InlineData("crm,a,2026-07-01T10:00:00Z\n", " wrong-cell-count")]
    [InlineData("crm,a,2026-07-01T10:00:00Z,,,,,A\"na,,,\n", " bad-quote")]
    [InlineData("crm,a,2026-07-01T10:00:00Z,,,,,\"Ana,,,\n", " bad-quote")]
    [InlineData("crm,a,2026-07-01T10:00:00Z,,,yes,,Ana,,,\n", "signedIn validation-failed")]
    [InlineData("crm,a,2026-07-01T10:00:00Z,,,,,Ana,,maybe,\n", "opt:flag validation-failed")]
    [InlineData("crm,a@b,2026-07-01T10:00:00Z,,,,,Ana,,,\n", "/key validation-failed")]
    [InlineData("crm,a,,,,,,Ana,,,\n", "/at validation-failed")]
    [InlineData("crm,a,2026-07-01T10:00:00Z,commerce,,,,Ana,,,\n", "/knows validation-failed")]
    public async Task A_bad_row_is_named_and_the_others_go_on(string row, string fault)
    {
        var read = await Read(Header + Good + row + "\n" + Good);

        Assert.Equal([2L, 3L, 5L], read.Select(r => r.Number));
        Assert.Equal([fault], read[1].Faults.Select(f => $"{f.Place} {f.Code}"));
        Assert.Null(read[1].Line);
        Assert.NotNull(read[2].Line);
    }

    [Fact]
    public async Task A_row_is_named_by_the_line_in_which_it_begins()
    {
        var read = await Read(Header + "crm,a,2026-07-01T10:00:00Z,,,,,\"A\nn\na\",,,\r\n" + Good);

        Assert.Equal([2L, 5L], read.Select(r => r.Number));
    }

    [Fact]
    public async Task Rows_without_end_and_files_larger_than_memory_for_them_are_walked()
    {
        var huge = new string('x', 3 * LineFile.Longest);
        var read = await Read(Header + Good + huge + "\n" + string.Concat(Enumerable.Repeat(Good, 20_000)) + huge);

        Assert.Equal(20_003, read.Count);
        Assert.Equal(Enumerable.Range(2, 20_003).Select(n => (long)n), read.Select(r => r.Number));
        Assert.Equal([3L, 20_004L], read.Where(r => r.Line is null).Select(r => r.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("key,observedAt\n")]
    [InlineData("source,key,observedAt,knows.key\n")]
    [InlineData("source,key,observedAt,a,a\n")]
    [InlineData("source,key,observedAt,\n")]
    [InlineData("source,key,observedAt,first name\n")]
    public async Task Without_a_header_that_holds_nothing_is_read(string header) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => Read(header + Good));

    private static async Task<List<ReadLine>> Read(string text)
    {
        var read = new List<ReadLine>();
        await foreach (var line in CsvFile.Walk(new MemoryStream(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken))
        {
            read.Add(line);
        }

        return read;
    }
}
