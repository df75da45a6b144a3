using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Contract;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Sqlite;

public sealed class FeedNewsTests() : StoreContract(new TemporaryStore())
{
    [Fact]
    public async Task A_run_that_lost_wakes_nobody()
    {
        await Store.Journal.Commit([Ana.Run()], Now);
        var news = Store.Feed.WaitForNews(Group, Now);
        var rival = new Author(Ana.Customer, Ana.Key).Run();

        Assert.Equal([RunOutcome.LostRace], await Store.Journal.Commit([rival], Now));
        Assert.False(news.IsCompleted);
    }
}
