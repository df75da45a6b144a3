namespace IdentityGrains.Domain.Signals;

/// <summary>Reads what a caller says that a person's browser or consent dialogue signalled.</summary>
public abstract class SignalFormat
{
    /// <summary>For a decision that needs none: nothing reads as a signal.</summary>
    public static readonly SignalFormat None = new NoFormat();

    /// <summary>What the text says, or null when it is no signal of that kind. It never throws, whatever the text is.</summary>
    public abstract SignalReading? Read(SignalKind kind, string text);

    private sealed class NoFormat : SignalFormat
    {
        public override SignalReading? Read(SignalKind kind, string text) => null;
    }
}
