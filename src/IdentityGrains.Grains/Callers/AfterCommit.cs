using IdentityGrains.Client.Callers;
using IdentityGrains.Storage.Journal;
using OutcomeUnknownException = IdentityGrains.Client.Callers.OutcomeUnknownException;

namespace IdentityGrains.Grains.Callers;

/// <summary>What is done once an effect is durable, and before the answer.</summary>
internal static class AfterCommit
{
    /// <summary>Does the rest. A failure that says that nothing was done is none that may be told here.</summary>
    public static async Task<T> Do<T>(Func<Task<T>> rest)
    {
        try
        {
            return await rest();
        }
        catch (Exception why) when (why is StoreUnreachableException or StoreUnavailableException or CustomerBusyException or TooManyCallsException)
        {
            throw new OutcomeUnknownException();
        }
    }
}
