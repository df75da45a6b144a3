namespace IdentityGrains.Domain.Signals;

/// <summary>Reads what a caller says that a person's browser or consent dialogue signalled.</summary>
public abstract class SignalFormat
{
    /// <summary>What the text says, or null when it is no signal of that kind. It never throws, whatever the text is.</summary>
    public abstract SignalReading? Read(SignalKind kind, string text);
}
