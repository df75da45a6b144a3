namespace IdentityGrains.Domain.Reconciling;

/// <summary>How a platform's copy differs from what we told it. Numbers are stored: never reuse one.</summary>
public enum DriftKind
{
    /// <summary>Somebody else wrote another value there.</summary>
    ChangedThere = 1,

    /// <summary>A value that we told is not there.</summary>
    Missing = 2,

    /// <summary>A value stands there although ours is blank.</summary>
    Extra = 3,

    /// <summary>An older value of ours stands there, or one that the platform made of ours.</summary>
    Stale = 4,

    /// <summary>A value stands there that was taken back.</summary>
    Forbidden = 5,

    /// <summary>The same in another spelling.</summary>
    Format = 6,

    /// <summary>A grant that we told does not stand there any more: whoever took it back there meant it.</summary>
    WithdrawnThere = 7,
}

/// <summary>Where a drift stands. Numbers are stored: never reuse one.</summary>
public enum DriftStage
{
    /// <summary>Found.</summary>
    Open = 1,

    /// <summary>The platform is told anew.</summary>
    Repairing = 2,

    /// <summary>It was told anew, and shows it.</summary>
    Repaired = 3,

    /// <summary>Nothing is done about it by itself, for the reason that stands beside it.</summary>
    Left = 4,

    /// <summary>Gone without our doing.</summary>
    Gone = 5,

    /// <summary>Somebody had what stands there asserted, and it is the customer's value now.</summary>
    Accepted = 6,
}

/// <summary>Who wrote what stands at a platform, as far as it tells.</summary>
public enum DriftAuthor
{
    /// <summary>It does not tell.</summary>
    Unknown = 0,

    /// <summary>We did.</summary>
    Ours = 1,

    /// <summary>Somebody else did.</summary>
    Another = 2,
}

/// <summary>One field of a copy as we want it, and as the platform shows it, both in the platform's canonical text.</summary>
/// <param name="Wanted">What we told; null when blank.</param>
/// <param name="Taken">True when it is blank because the platform may not hold it any more, or says that a purpose is denied.</param>
/// <param name="Shown">What the platform shows; null when nothing.</param>
/// <param name="Author">Who wrote that, as far as the platform tells.</param>
/// <param name="IsOlder">True when the platform says that it holds an older version of ours.</param>
public sealed record ComparedField(string? Wanted, bool Taken, string? Shown, DriftAuthor Author, bool IsOlder)
{
    /// <summary>True when what we told is that a purpose is permitted. Default: false.</summary>
    public bool IsGrant { get; init; }

    /// <summary>Never a value.</summary>
    public override string ToString() => "[compared field]";
}
