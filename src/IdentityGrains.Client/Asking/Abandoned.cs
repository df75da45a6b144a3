namespace IdentityGrains.Client.Asking;

/// <summary>Calls that nobody waits for any more.</summary>
internal static class Abandoned
{
    /// <summary>Looks at how the task ends: a failure that nobody looked at would be reported as one that nobody foresaw.</summary>
    public static void Forget(this Task task) => _ = task.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
