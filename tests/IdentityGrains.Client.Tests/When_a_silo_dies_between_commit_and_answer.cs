using IdentityGrains.Client.Tests.Given;
using IdentityGrains.Domain.Reading;

namespace IdentityGrains.Client.Tests;

/// <summary>The act is durable, its answer is not heard, and the silo is killed. The caller makes one call and waits.</summary>
public sealed class When_a_silo_dies_between_commit_and_answer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_same_call_is_answered_with_the_first_receipt()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var product = await Product.Start();
        var wire = new Wire();
        await using var caller = await FrontEnd.Start(product, wire);
        var customer = await caller.Identity.BeginOne("C-1");
        JournalLine first;
        Task<Reply> call;

        await using (var witness = await FrontEnd.Start(product))
        {
            wire.Deaf = true;
            call = caller.Identity.With(new CallScope { Deadline = Patience }).Customer(customer).Submit(Acts.Named("name-1", customer, "Ana"), ct);
            first = await Durable(witness.Identity.Customer(customer));
            Assert.False(call.IsCompleted);
            await product.Process.Kill();
        }

        wire.Deaf = false;
        await product.Process.Start();

        var done = Assert.IsType<Reply.Done>(await call);
        Assert.True(done.Replayed);
        Assert.Equal((2L, first.RecordedAt), (done.Receipt.Version, done.Receipt.RecordedAt));
        Assert.Equal(first.Hash.AsSpan(), done.Receipt.EntryHash.AsSpan());
        var told = Assert.IsType<CustomerAnswer.Told>(await caller.Identity.Customer(customer).Get(ct: ct));
        Assert.Equal(2, told.View.Version);
    }

    private static async Task<JournalLine> Durable(ICustomerHandle customer)
    {
        JournalPage? page = null;
        await Eventually.Holds("The act is in the record", Patience, async () =>
        {
            page = await customer.Journal(fromVersion: 2, limit: 1, TestContext.Current.CancellationToken);
            return page is { Entries.Length: 1 };
        });
        return page!.Entries[0];
    }
}
