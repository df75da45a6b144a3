namespace IdentityGrains.Storage.Sealing;

/// <summary>What a sealed envelope is, so that none can be put in another's place. Numbers are stored: never reuse one.</summary>
public enum EnvelopeRole
{
    /// <summary>The body of a journal entry.</summary>
    EntryBody = 1,

    /// <summary>A snapshot.</summary>
    Snapshot = 2,
}
