namespace IdentityGrains.Torture.Load;

/// <summary>Work that nobody waits for one by one: how much of it there is, and the first that went wrong.</summary>
internal sealed class UnderWay
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Exception? Fault { get; private set; }

    public async void Follow(Func<Task> what)
    {
        Interlocked.Increment(ref _count);
        try
        {
            await what();
        }
        catch (Exception e)
        {
            Fault ??= e;
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
