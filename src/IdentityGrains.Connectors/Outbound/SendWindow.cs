namespace IdentityGrains.Connectors.Outbound;

/// <summary>
/// The time within which a request may begin, by this process's own steady clock. It is around every request that is made while it is open, whichever
/// connector makes it: none can forget to look at its permit.
/// </summary>
public sealed class SendWindow : IDisposable
{
    private static readonly AsyncLocal<SendWindow?> Ambient = new();

    private readonly TimeProvider _time;
    private readonly long _asked;
    private readonly TimeSpan _open;

    private SendWindow(TimeProvider time, long asked, TimeSpan open) => (_time, _asked, _open) = (time, asked, open);

    /// <summary>True when the first byte of a request may have left after the window was over: the process stood still between looking and sending.</summary>
    public bool WasLate { get; private set; }

    internal static SendWindow? Current => Ambient.Value;

    /// <summary>Opens a window around what the caller does until it disposes of it.</summary>
    /// <param name="time">The steady clock.</param>
    /// <param name="asked">The clock's timestamp before the permit was asked for: the permit is not older than that.</param>
    /// <param name="open">For how long.</param>
    public static SendWindow Open(TimeProvider time, long asked, TimeSpan open)
    {
        ArgumentNullException.ThrowIfNull(time);
        var window = new SendWindow(time, asked, open);
        Ambient.Value = window;
        return window;
    }

    /// <inheritdoc/>
    public void Dispose() => Ambient.Value = null;

    /// <summary>For a request that only takes back what was begun: it carries nothing, and may begin at any time.</summary>
    internal static async Task<T> Outside<T>(Func<Task<T>> request)
    {
        // Within this method only: its caller's window is as it was when it returns.
        Ambient.Value = null;
        return await request();
    }

    /// <summary>Called before a request's first byte.</summary>
    internal void Enter()
    {
        if (IsOver())
        {
            throw new SendWindowClosedException();
        }
    }

    // No lease stops a process that is frozen between looking at it and the system call that sends. Looking once more afterwards tells that it happened.
    /// <summary>Called after a request's first bytes were handed to the connection.</summary>
    internal void Left() => WasLate |= IsOver();

    private bool IsOver() => _time.GetElapsedTime(_asked) > _open;
}

/// <summary>A request was about to begin after its permit was over; none of it left.</summary>
internal sealed class SendWindowClosedException() : IOException("The request's permit is over.");
