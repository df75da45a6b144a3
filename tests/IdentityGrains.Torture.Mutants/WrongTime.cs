using System.Runtime.CompilerServices;

namespace IdentityGrains.Torture.Mutants;

/// <summary>
/// A host whose clock is wrong, and is set once while it runs. Only the wall clock is: what waits goes by the monotonic one, which nobody sets.
/// </summary>
/// <param name="Ahead">By how much it is ahead, in whole seconds; negative when it is behind.</param>
/// <param name="Jump">By how much it is set, in whole seconds.</param>
/// <param name="Sign">The file that has it set, as soon as there is one.</param>
public sealed record WrongTime(TimeSpan Ahead, TimeSpan Jump, string Sign)
{
    /// <summary>The environment variable that holds the three.</summary>
    public const string Variable = "IG_CLOCK";

    private const char Between = ';';

    /// <summary>The one of the environment; null when the clock is right.</summary>
    public static WrongTime? OfEnvironment() => Environment.GetEnvironmentVariable(Variable)?.Split(Between) is [var ahead, var jump, var sign]
        ? new WrongTime(Seconds(ahead), Seconds(jump), sign)
        : null;

    /// <summary>From now on this is the process's clock: the product's, the web server's and the runtime's alike.</summary>
    public void TakeOver() => System(null) = new Clock(this);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Ahead.TotalSeconds}{Between}{Jump.TotalSeconds}{Between}{Sign}");

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<System>k__BackingField")]
    private static extern ref TimeProvider System(TimeProvider? of);

    private sealed class Clock(WrongTime wrong) : TimeProvider
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

        private readonly TimeProvider _right = System;
        private long _looked;
        private volatile bool _set;

        public override DateTimeOffset GetUtcNow()
        {
            if (!_set && _right.GetElapsedTime(Interlocked.Read(ref _looked)) > Look)
            {
                Interlocked.Exchange(ref _looked, _right.GetTimestamp());
                _set = File.Exists(wrong.Sign);
            }

            return _right.GetUtcNow() + wrong.Ahead + (_set ? wrong.Jump : TimeSpan.Zero);
        }
    }
}
