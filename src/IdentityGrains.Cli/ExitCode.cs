namespace IdentityGrains.Cli;

/// <summary>What a verb answers to the shell.</summary>
internal static class ExitCode
{
    /// <summary>It did what was asked, and all is well.</summary>
    public const int Well = 0;

    /// <summary>Something is wrong, and it was named.</summary>
    public const int Wrong = 1;

    /// <summary>What was to be compared could not be read.</summary>
    public const int Unreadable = 2;
}
