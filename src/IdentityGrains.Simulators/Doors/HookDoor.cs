using System.Security.Cryptography;
using System.Text;
using IdentityGrains.Simulators.Acks;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>Where deliveries come in: <c>POST /hooks/{platform}</c>.</summary>
internal sealed class HookDoor(WebhookSimulatorOptions options, SimulatedPlatforms platforms, AckSender acks, Changes changes, CancellationToken stopping)
{
    /// <summary>The longest body that is read, in bytes.</summary>
    public const int MaxBodyBytes = 64 * 1024;

    /// <summary>Takes one request from its first byte to its answer, if it gets one.</summary>
    public async Task Take(HttpContext context)
    {
        if (platforms.Find(context) is not { } platform)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await Body.Read(context, MaxBodyBytes) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var message = new Message(context.Request.Headers["webhook-id"].ToString(), body, Convert.ToHexStringLower(SHA256.HashData(body)));
        var signed = platform.Signature.Verify(
            message.Id, context.Request.Headers["webhook-timestamp"].ToString(), context.Request.Headers["webhook-signature"].ToString(), body,
            options.Time.GetUtcNow());
        if (!signed)
        {
            Write(platform, message, null, Verdict.BadSignature, StatusCodes.Status401Unauthorized, null);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await Answer(context, platform, message);
    }

    private async Task Answer(HttpContext context, SimulatedPlatform platform, Message message)
    {
        var strike = platform.Arrive();
        if (strike.Delay > TimeSpan.Zero)
        {
            // Whoever gave up waiting is not noticed: applying late, after the sender's timeout, is the case worth having.
            await Task.Delay(strike.Delay, options.Time, stopping);
        }

        var delivery = IncomingDelivery.TryParse(message.Body, out var read) ? read : null;
        var status = Before(strike.Instead) ?? 0;
        var verdict = strike.Instead is { } fault && !Applies(fault) ? Verdict.Faulted : Judge(platform, delivery, message, strike.AckLost);
        if (verdict != Verdict.Faulted)
        {
            status = After(strike.Instead, verdict) ?? StatusOf(verdict);
        }

        Write(platform, message, delivery, verdict, status, strike.Instead?.Kind ?? (strike.AckLost ? FaultKind.AckLost : null));
        await Respond(context, status, strike.Instead);
    }

    private Verdict Judge(SimulatedPlatform platform, IncomingDelivery? delivery, Message message, bool ackLost)
    {
        if (delivery is null)
        {
            return Verdict.Malformed;
        }

        var verdict = platform.Apply(delivery, message.Id, message.Hash);
        if (verdict is not (Verdict.Applied or Verdict.Duplicate))
        {
            return verdict;
        }

        if (ackLost)
        {
            platform.Acks.CountLost();
        }
        else
        {
            acks.Enqueue(platform, delivery);
        }

        return verdict;
    }

    private async Task Respond(HttpContext context, int status, Fault? fault)
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
    }

    private void Write(SimulatedPlatform platform, Message message, IncomingDelivery? delivery, Verdict verdict, int status, FaultKind? fault)
    {
        platform.Log(new LoggedRequest(
            0, options.Time.GetUtcNow(), message.Id, delivery?.Key, delivery?.Version, delivery?.Policy, delivery?.Purposes, verdict, status, fault,
            message.Hash, Encoding.UTF8.GetString(message.Body)));
        changes.Signal();
    }

    private static bool Applies(Fault fault) => fault.Kind is FaultKind.ErrorAfterApply or FaultKind.ResetAfterApply;

    // Zero is no answer at all.
    private static int? Before(Fault? fault) => fault?.Kind switch
    {
        FaultKind.ErrorBeforeApply => fault.Status ?? StatusCodes.Status503ServiceUnavailable,
        FaultKind.Status => fault.Status,
        FaultKind.RetryAfter => StatusCodes.Status429TooManyRequests,
        FaultKind.AcceptedNeverApplied => StatusCodes.Status202Accepted,
        _ => null,
    };

    private static int? After(Fault? fault, Verdict verdict) => (fault?.Kind, verdict) switch
    {
        (FaultKind.ErrorAfterApply, Verdict.Applied or Verdict.Duplicate) => fault.Status ?? StatusCodes.Status500InternalServerError,
        (FaultKind.ResetAfterApply, Verdict.Applied or Verdict.Duplicate) => 0,
        _ => null,
    };

    private static int StatusOf(Verdict verdict) => verdict switch
    {
        Verdict.Applied or Verdict.Duplicate => StatusCodes.Status200OK,
        Verdict.OrderViolation or Verdict.IdReuse => StatusCodes.Status409Conflict,
        Verdict.Full => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };

    private sealed record Message(string Id, byte[] Body, string Hash);
}
