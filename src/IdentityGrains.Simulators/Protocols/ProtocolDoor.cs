using System.Text;
using IdentityGrains.Simulators.Doors;
using IdentityGrains.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>Where a platform's interface is: everything below <c>/{platform}/</c>.</summary>
internal sealed class ProtocolDoor(
    IReadOnlyDictionary<string, ProtocolPlatform> platforms, TimeProvider time, Changes changes, CancellationToken stopping)
{
    /// <summary>The longest body that is read, in bytes.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    private static readonly SimulatedReply Nothing = new(0);

    /// <summary>Takes one request from its first byte to its answer, if it gets one.</summary>
    public async Task Take(HttpContext context)
    {
        using var arrival = new Arrival(context, time);
        if (!platforms.TryGetValue((string)context.Request.RouteValues["platform"]!, out var platform))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (await Body.Read(context, MaxBodyBytes) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var request = Read(context, body);
        var (strike, rate) = platform.Arrive(request);
        await FaultAnswer.Wait(strike, time, stopping);
        var (reply, status, refused) = Answer(platform, request, strike, rate);
        var told = refused == Refused.Throttled ? reply.Headers.FirstOrDefault(h => h.Name == "Retry-After").Value : null;
        platform.Log(request, request.Path + context.Request.QueryString.Value, reply, status, strike.Instead?.Kind, refused, arrival, told);
        changes.Signal();
        await Respond(context, platform, reply with { Status = status }, strike.Instead, rate);
    }

    private static (SimulatedReply Reply, int Status, Refused Refused) Answer(
        ProtocolPlatform platform, SimulatedRequest request, Strike strike, RateWindow.Standing rate)
    {
        var protocol = platform.Protocol;
        if (!protocol.IsAuthorised(request, platform.Token) || strike.Instead?.Kind == FaultKind.TokenExpired)
        {
            var unauthorised = protocol.Unauthorised();
            return (unauthorised, unauthorised.Status, Refused.Unauthorised);
        }

        if (rate.Beyond || strike.Instead?.Kind == FaultKind.RetryAfter)
        {
            var throttled = protocol.Throttled(strike.Instead?.RetryAfter ?? rate.Resets.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return (throttled, throttled.Status, Refused.Throttled);
        }

        if (!FaultAnswer.Applies(strike.Instead) && strike.Instead!.Kind != FaultKind.AcceptedNeverApplied)
        {
            return (Nothing, FaultAnswer.Before(strike.Instead), Refused.No);
        }

        var reply = platform.Answer(request, strike);
        return FaultAnswer.After(strike.Instead, applied: true) is { } status
            ? (reply with { Body = null, Text = null }, status, Refused.No)
            : (reply, reply.Status, Refused.No);
    }

    private async Task Respond(HttpContext context, ProtocolPlatform platform, SimulatedReply reply, Fault? fault, RateWindow.Standing rate)
    {
        context.Response.Headers.Date = platform.Now.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in reply.Headers.Concat(rate.Limit > 0 ? platform.Protocol.RateHeaders(rate.Limit, rate.Remaining, rate.Resets) : []))
        {
            context.Response.Headers[name] = value;
        }

        if (reply.Status == 0 || (reply.Body is null && reply.Text is null))
        {
            await FaultAnswer.Respond(context, reply.Status, fault is { Kind: FaultKind.RetryAfter } ? null : fault, stopping);
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.MediaType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(reply.Text ?? reply.Body!.ToJsonString(Inspection.Json)), context.RequestAborted);
    }

    private static SimulatedRequest Read(HttpContext context, byte[] body) => new(
        context.Request.Method, "/" + (string?)context.Request.RouteValues["path"],
        context.Request.Query.ToDictionary(q => q.Key, q => q.Value[^1] ?? "", StringComparer.Ordinal),
        context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString(), StringComparer.Ordinal), body);
}
