namespace IdentityGrains.Benchmarks.Contending;

/// <summary>One way to do what is measured.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>How much one call does.</summary>
    int PerCall => 1;

    /// <summary>How often callers were told to ask again so far, and did.</summary>
    long Again => 0;

    /// <summary>The call that a caller makes again and again. It throws when it was not done.</summary>
    /// <param name="number">Which caller, from 0: the same number draws the same chances.</param>
    Func<CancellationToken, Task> Caller(int number);
}
