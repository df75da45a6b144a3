using IdentityGrains.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>How a fault answers in place of what would have been answered. A status of zero is no answer at all.</summary>
internal static class FaultAnswer
{
    /// <summary>True when what came in is taken to heart in spite of the fault.</summary>
    public static bool Applies(Fault? fault) =>
        fault is null || fault.Kind is FaultKind.ErrorAfterApply or FaultKind.ResetAfterApply || HostileBody.Is(fault.Kind);

    /// <summary>The status of a fault that stands before.</summary>
    public static int Before(Fault fault) => fault.Kind switch
    {
        FaultKind.ErrorBeforeApply => fault.Status ?? StatusCodes.Status503ServiceUnavailable,
        FaultKind.Status => fault.Status ?? 0,
        FaultKind.RetryAfter => StatusCodes.Status429TooManyRequests,
        FaultKind.AcceptedNeverApplied => StatusCodes.Status202Accepted,
        _ => 0,
    };

    /// <summary>The status of a fault that comes after; null when there is none, or nothing was applied.</summary>
    public static int? After(Fault? fault, bool applied) => fault?.Kind switch
    {
        FaultKind.ErrorAfterApply when applied => fault.Status ?? StatusCodes.Status500InternalServerError,
        FaultKind.ResetAfterApply when applied => 0,
        { } kind when applied && HostileBody.Is(kind) => StatusCodes.Status200OK,
        _ => null,
    };

    /// <summary>Waits as long as the fault wants. Whoever gave up waiting is not noticed: applying late, after the sender's timeout, is worth having.</summary>
    public static Task Wait(Strike strike, TimeProvider time, CancellationToken stopping) =>
        strike.Delay > TimeSpan.Zero ? Task.Delay(strike.Delay, time, stopping) : Task.CompletedTask;

    /// <summary>Answers, or does not.</summary>
    public static async Task Respond(HttpContext context, int status, Fault? fault, CancellationToken stopping)
    {
        if (fault?.Kind == FaultKind.BlackHole)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (status == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        if (fault?.Kind == FaultKind.RetryAfter)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter ?? "1";
        }

        if (fault is not null && HostileBody.Is(fault.Kind))
        {
            await HostileBody.Write(context, fault.Kind, stopping);
        }
    }
}
