using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IdentityGrains.Client.Tests.Asking;

/// <summary>The front over a door in memory, with a time of its own.</summary>
internal sealed class Caller
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    public Caller(int seed = 1)
    {
        Keeper = new CredentialKeeper(Tokens, Options.Create(Settings), Time, NullLogger<CredentialKeeper>.Instance);
        var backoff = new Backoff(new Random(seed), Settings.FirstPause, Settings.LongestPause);
        var asker = new Asker(Keeper, backoff, Options.Create(Settings), Time, NullLogger<Asker>.Instance);
        Identity = new IdentityGrainsFront(Door, asker, CallScope.Plain);
    }

    public MemoryDoor Door { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public Tokens Tokens { get; } = new();

    public IdentityGrainsClientOptions Settings { get; } = new();

    public CredentialKeeper Keeper { get; }

    public IIdentityGrains Identity { get; }

    /// <summary>One that has its token already, so that nothing but the time is waited for.</summary>
    public static async Task<Caller> Ready(int seed = 1)
    {
        var caller = new Caller(seed);
        await caller.Keeper.Current();
        return caller;
    }

    /// <summary>Lets time pass until the call has ended, and tells how. The door answers at once: a call that has not ended waits for the time.</summary>
    public async Task<T> Ends<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            Time.Advance(Step);
        }

        return await call;
    }
}

/// <summary>A source of tokens that are counted; each lives for an hour unless told otherwise.</summary>
internal sealed class Tokens : ICredentialSource
{
    private int _asked;

    public int Asked => _asked;

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    public Func<DateTimeOffset> Now { get; set; } = () => Caller.Start;

    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    public async Task<ServiceToken> Obtain(CancellationToken ct)
    {
        var number = Interlocked.Increment(ref _asked);
        await Meanwhile();
        return new ServiceToken($"token-{number.ToString(CultureInfo.InvariantCulture)}", Now() + Life);
    }
}
