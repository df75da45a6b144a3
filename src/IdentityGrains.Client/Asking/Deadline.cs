namespace IdentityGrains.Client.Asking;

/// <summary>Until when an operation may take, over all its tries.</summary>
internal readonly struct Deadline(TimeProvider time, TimeSpan length)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>What is left of it; zero once it passed.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = length - time.GetElapsedTime(_begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>True once it passed.</summary>
    public bool Passed => Left == TimeSpan.Zero;
}
