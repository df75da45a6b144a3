using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Tests.Given;

namespace IdentityGrains.Grains.Tests.Customers;

/// <summary>More acts of one customer wait than are remembered once they are durable.</summary>
public sealed class When_many_acts_wait
{
    [Fact]
    public async Task The_first_asked_again_meanwhile_joins_the_first_and_spoils_nobodys_run()
    {
        await using var office = await Office.Open();
        await office.Create();
        var (gate, committed) = (new TaskCompletionSource(), office.Journal.Commits);
        office.Journal.BeforeCommit = () => gate.Task;
        var act = office.Language("de");
        var first = office.Submit(act);
        var others = Enumerable.Range(0, ReceiptBook.Remembered + 10).Select(_ => office.SayLanguage("fr")).ToArray();
        var again = office.Submit(act);
        await office.InTurn(() => Task.FromResult(true));
        gate.SetResult();

        var receipt = Assert.IsType<Answer.Done>(await first).Receipt;
        await Task.WhenAll(others);
        Assert.Equal(receipt.Version, Assert.IsType<Answer.Done>(await again).Receipt.Version);
        Assert.Equal(2, office.Journal.Commits - committed);
    }
}
