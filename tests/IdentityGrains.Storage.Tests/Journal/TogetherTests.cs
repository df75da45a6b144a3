using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Tests.Journal;

public sealed class TogetherTests
{
    private readonly List<IReadOnlyList<int>> _rounds = [];
    private readonly TaskCompletionSource _door = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_while_a_round_is_under_way_joins_the_next_and_each_gets_his_own_answer()
    {
        var together = Doubling(most: 100);
        var first = together.Ask(1, Now);
        await Begun();
        var others = Enumerable.Range(2, 50).Select(i => together.Ask(i, Now)).ToArray();
        _door.SetResult();

        Assert.Equal(2, await first);
        Assert.Equal(Enumerable.Range(2, 50).Select(i => i * 2), await Task.WhenAll(others));
        Assert.Equal([1, 50], _rounds.Select(r => r.Count));
    }

    [Fact]
    public async Task A_round_has_no_more_than_it_may()
    {
        var together = Doubling(most: 20);
        var first = together.Ask(1, Now);
        await Begun();
        var others = Enumerable.Range(2, 50).Select(i => together.Ask(i, Now)).ToArray();
        _door.SetResult();

        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, 20, 20, 10], _rounds.Select(r => r.Count));
    }

    [Fact]
    public async Task A_round_that_fails_is_told_to_all_in_it_and_the_next_is_served()
    {
        var fails = true;
        var together = new Together<int, int>(
            asked => fails ? throw new IOException("away") : Task.FromResult<IReadOnlyList<int>>([.. asked]), most: 10);

        await Assert.ThrowsAsync<IOException>(() => together.Ask(1, Now));
        fails = false;
        Assert.Equal(2, await together.Ask(2, Now));
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nobody_else_up()
    {
        using var given = new CancellationTokenSource();
        var together = Doubling(most: 10);
        var first = together.Ask(1, given.Token);
        var second = together.Ask(2, Now);
        await given.CancelAsync();
        _door.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(4, await second);
    }

    private Together<int, int> Doubling(int most) => new(
        async asked =>
        {
            _rounds.Add(asked);
            await _door.Task;
            return [.. asked.Select(i => i * 2)];
        },
        most);

    // A round that has begun takes nobody in any more.
    private async Task Begun()
    {
        while (_rounds.Count == 0)
        {
            await Task.Yield();
        }
    }
}
