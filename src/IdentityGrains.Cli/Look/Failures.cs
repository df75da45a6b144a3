using System.Data.Common;
using IdentityGrains.Cli.Api;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Cli.Look;

/// <summary>Failures of the world are told in a sentence; only what nobody foresaw shows where it happened.</summary>
internal static class Failures
{
    /// <summary>Runs a verb, and tells why when the world does not let it.</summary>
    public static async Task<int> Told(ParseResult asked, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception failure) when (failure is GatewayException or IOException or InvalidDataException
            or UnauthorizedAccessException or UnsafeStoreException or StoreUnreachableException or DbException)
        {
            await asked.InvocationConfiguration.Error.WriteLineAsync(Page.Plain(failure.Message));
            return ExitCode.Wrong;
        }
        catch (OperationCanceledException)
        {
            await asked.InvocationConfiguration.Error.WriteLineAsync("Stopped.");
            return ExitCode.Wrong;
        }
    }
}
