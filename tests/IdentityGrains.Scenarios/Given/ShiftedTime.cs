namespace IdentityGrains.Scenarios.Given;

/// <summary>The machine's time plus what a test adds: the store's clock moves on without anybody waiting. Timers run as ever.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private long _ahead;

    /// <summary>Moves time on.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));
}
