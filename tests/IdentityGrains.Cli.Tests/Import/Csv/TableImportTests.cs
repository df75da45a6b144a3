using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Tour;

namespace IdentityGrains.Cli.Tests.Import.Csv;

/// <summary>A table of enrolments in stores, imported into the product that runs.</summary>
public class TableImportTests(Happened sample)
{
    private static readonly string Table = Path.Combine(AppContext.BaseDirectory, "sample", "enrolments.csv");

    [Fact]
    public async Task Rows_are_lines_and_a_bad_one_says_nothing()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "with-bad-rows.csv");
        var rows = await File.ReadAllTextAsync(Table, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, rows + "crm,lost,2026-08-07T10:00:00Z,\"\n", TestContext.Current.CancellationToken);

        var result = await sample.Import(file);

        Assert.Equal(["field-authority-denied", "malformed-line"], result.State.Refused.Select(r => r.Problem));
        Assert.Equal([9L, 10L], result.State.Refused.Select(r => r.Line));
        Assert.Equal((4L, 4L, 7L), (result.State.Tally.Created, result.State.Tally.Linked, result.State.Tally.Assertions));
        var grace = await sample.Read("/v1/customers/by-key/commerce/S-3004");
        var address = grace.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == "postal_address");
        Assert.Equal("=HYPERLINK(7)", address.GetProperty("value").GetProperty("line1").GetString());

        var again = await sample.Import(file);
        Assert.Equal(again.Lines, again.DoneBefore);
    }
}
