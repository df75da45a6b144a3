namespace IdentityGrains.Torture.Given;

/// <summary>Waits for something that happens by itself: looks again until it holds, and gives up when the patience is over.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static async Task Holds(string what, TimeSpan patience, Func<Task<bool>> condition, Func<string>? evidence = null)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        over.CancelAfter(patience);
        using var again = new PeriodicTimer(Pause);
        try
        {
            while (!await condition())
            {
                await again.WaitForNextTickAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"{what}: not after {patience}.{Environment.NewLine}{evidence?.Invoke()}");
        }
    }
}
