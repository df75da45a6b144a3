using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;
using IdentityGrains.Storage.Verification;

namespace IdentityGrains.Storage.Tests.Verification;

/// <summary>Many customers are read together; each is examined as if it were alone.</summary>
public abstract class VerifierContract(ITemporaryStore temporary) : StoreContract(temporary)
{
    private const int LargerThanABatch = 2 * RecordBatch.Rows + 700;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_fault_in_the_middle_of_a_batch_names_its_customer_and_the_others_are_verified(bool keys)
    {
        var authors = await Write(30, entries: 3);
        var tampered = authors.Select(a => a.Customer).OrderBy(c => c.ToString(), StringComparer.Ordinal).Where((_, i) => i is 11 or 12 or 20).ToArray();
        foreach (var customer in tampered)
        {
            await Temporary.Tamper(customer, 2);
        }

        var report = await Verify(keys);

        Assert.Equal(tampered.Select(c => (c, 2L)), report.Broken.Select(b => (b.Customer, b.Version)));
        Assert.Equal((30, 27 * 3 + 3), (report.Customers, report.Entries));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_larger_than_a_batch_is_verified_whole_and_so_are_its_neighbours(bool keys)
    {
        await Write(20, entries: 3);
        var large = await Known();
        await Commit(large.Run(LargerThanABatch));

        var report = await Verify(keys);

        Assert.Equal((true, 21, LargerThanABatch + 60), (report.Holds, report.Customers, report.Entries));
    }

    [Fact]
    public async Task A_fault_beyond_the_first_batch_of_a_customer_is_found_and_named()
    {
        await Write(20, entries: 3);
        var large = await Known();
        await Commit(large.Run(LargerThanABatch));
        await Temporary.Tamper(large.Customer, LargerThanABatch - 5);

        var report = await Verify(keys: true);

        Assert.Equal([(large.Customer, LargerThanABatch - 5L)], report.Broken.Select(b => (b.Customer, b.Version)));
        Assert.Equal((21, LargerThanABatch - 6 + 60), (report.Customers, report.Entries));
    }

    [Fact]
    public async Task Customers_of_more_rows_than_a_batch_are_each_verified_once()
    {
        await Write(500, entries: 20);

        await using var records = await Temporary.Records(keys: true);
        var verdicts = await new StoreVerifier(records).Verify(Now).ToListAsync(Now);

        Assert.Equal(500, verdicts.Select(v => v.Customer).Distinct().Count());
        Assert.Equal((500, 10_000), (verdicts.Count, verdicts.Sum(v => v.Entries)));
        Assert.True(await records.Ranges(Now).CountAsync(Now) > 1);
    }

    [Fact]
    public async Task A_batch_that_would_hold_too_many_bytes_ends_early_and_nobody_is_left_out()
    {
        var text = new string('x', 100_000);
        var authors = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Known()));
        foreach (var author in authors)
        {
            await Commit(author.RunOf(Head.Start, [.. Enumerable.Range(0, 4).Select(_ => author.Write(author.Says("note", text)))]));
        }

        await using var records = await Temporary.Records(keys: true);
        var first = await records.Read(CustomerRange.All, Now);
        var verdicts = await new StoreVerifier(records).Verify(Now).ToListAsync(Now);

        Assert.NotNull(first.Rest);
        Assert.All(verdicts, v => Assert.Null(v.Broken));
        Assert.Equal((40, 160), (verdicts.Select(v => v.Customer).Distinct().Count(), verdicts.Sum(v => v.Entries)));
    }

    [Fact]
    public async Task Entries_written_while_a_batch_is_read_are_no_fault()
    {
        var authors = await Write(20, entries: 3);
        var large = await Known();
        await Commit(large.Run(LargerThanABatch));

        // After each batch everybody is written of, the one who is read page by page too.
        await using var records = new WrittenMeanwhile(
            await Temporary.Records(keys: true), () => Commit([.. authors.Append(large).Select(a => a.Run(300))]));
        var report = await new StoreVerifier(records) { AtOnce = 1 }.Run(null, Now);

        Assert.Empty(report.Broken);
        Assert.Equal(21, report.Customers);
        Assert.True(report.Entries >= LargerThanABatch + 60);
        Assert.True((await Verify(keys: true)).Holds);
    }

    private async Task<Author[]> Write(int customers, int entries)
    {
        var authors = await Task.WhenAll(Enumerable.Range(0, customers).Select(_ => Known()));
        await Commit([.. authors.Select(a => a.Run(entries))]);
        return authors;
    }

    private async Task Commit(params Run[] runs) =>
        Assert.All(await Store.Journal.Commit(runs, Now), outcome => Assert.Equal(RunOutcome.Committed, outcome));

    private async Task<Author> Known()
    {
        var customer = CustomerId.New();
        return new Author(customer, await Store.CustomerKeys.GetOrCreate(customer, Now));
    }

    private async Task<VerificationReport> Verify(bool keys)
    {
        await using var records = await Temporary.Records(keys);
        return await new StoreVerifier(records).Run(null, Now);
    }
}

public sealed class SqliteVerifierTests() : VerifierContract(new TemporaryStore());

public sealed class PostgresVerifierTests() : VerifierContract(new TemporaryPostgres());
