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
        using var arrival = new Arrival(context, options.Time);
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
            Write(platform, message, null, Verdict.BadSignature, StatusCodes.Status401Unauthorized, null, arrival);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await Answer(context, platform, message, arrival);
    }

    private async Task Answer(HttpContext context, SimulatedPlatform platform, Message message, Arrival arrival)
    {
        var strike = platform.Arrive();
        await FaultAnswer.Wait(strike, options.Time, stopping);
        var delivery = IncomingDelivery.TryParse(message.Body, out var read) ? read : null;
        var (verdict, status) = (Verdict.Faulted, 0);
        if (FaultAnswer.Applies(strike.Instead))
        {
            verdict = Judge(platform, delivery, message, strike.AckLost);
            status = FaultAnswer.After(strike.Instead, verdict is Verdict.Applied or Verdict.Duplicate) ?? StatusOf(verdict);
        }
        else
        {
            status = FaultAnswer.Before(strike.Instead!);
        }

        Write(
            platform, message, delivery, verdict, status, strike.Instead ?? (strike.AckLost ? new Fault(FaultKind.AckLost) : null), arrival);
        await FaultAnswer.Respond(context, status, strike.Instead, stopping);
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

    private void Write(
        SimulatedPlatform platform, Message message, IncomingDelivery? delivery, Verdict verdict, int status, Fault? fault, Arrival arrival)
    {
        platform.Log(new LoggedRequest(
            0, options.Time.GetUtcNow(), message.Id, delivery?.Key, delivery?.Version, delivery?.Policy, delivery?.Purposes, verdict, status, fault?.Kind,
            message.Hash, Encoding.UTF8.GetString(message.Body))
        {
            ArrivedAt = arrival.At, HungUpAt = arrival.HungUpAt, RetryAfter = fault?.Kind == FaultKind.RetryAfter ? fault.RetryAfter ?? "1" : null,
        });
        changes.Signal();
    }

    private static int StatusOf(Verdict verdict) => verdict switch
    {
        Verdict.Applied or Verdict.Duplicate => StatusCodes.Status200OK,
        Verdict.OrderViolation or Verdict.IdReuse => StatusCodes.Status409Conflict,
        Verdict.Full => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };

    private sealed record Message(string Id, byte[] Body, string Hash);
}
