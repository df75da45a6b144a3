namespace IdentityGrains.Scenarios.Given;

/// <summary>Waits for something that happens by itself. It looks again as often as the product answers, and gives up when the test's time is over.</summary>
public static class Eventually
{
    /// <summary>For how long one waits before the test is called failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns once the condition holds.</summary>
    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(Pause);
        while (!await condition())
        {
            await again.WaitForNextTickAsync(patience.Token);
        }
    }
}
