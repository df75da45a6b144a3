namespace IdentityGrains.Storage.Journal;

/// <summary>Limits of the shared commit.</summary>
public sealed class JournalWriterOptions
{
    /// <summary>Runs that may wait for a commit; beyond it callers wait to hand theirs in. Default: 4,096.</summary>
    public int Waiting { get; set; } = 4096;

    /// <summary>Runs that share one commit at most. Default: 512.</summary>
    public int SharedBy { get; set; } = 512;

    /// <summary>How often the record is asked after a commit of unknown outcome before that is said to the callers. Default: 8.</summary>
    public int LookUps { get; set; } = 8;

    /// <summary>The pause after the first failed look-up; it doubles up to two seconds. Default: 50 ms.</summary>
    public TimeSpan LookUpPause { get; set; } = TimeSpan.FromMilliseconds(50);
}
