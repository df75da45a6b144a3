using System.Security.Cryptography;
using IdentityGrains.Simulators.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdentityGrains.Simulators.Inbox;

/// <summary>Where messages to customers come in, <c>POST /inbox</c>, and where tests and people find them, <c>/_sim/inbox</c>.</summary>
internal sealed class InboxDoor(SimulatedInbox inbox, TimeProvider time, CancellationToken stopping)
{
    // In seconds: no request hangs longer, whatever it asks for.
    private const int LongestWait = 60;

    /// <summary>Opens the door.</summary>
    public void Open(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"/{SimulatedInbox.Name}", (RequestDelegate)Take);
        routes.MapGet($"/_sim/{SimulatedInbox.Name}/summary", c => Inspection.Write(c, inbox.Summary));
        routes.MapGet($"/_sim/{SimulatedInbox.Name}/messages", (RequestDelegate)Look);
        routes.MapPost($"/_sim/{SimulatedInbox.Name}/faults", c => Inspection.AddFault(c, SimulatedInbox.MisfitOf, inbox.Inject));
        routes.MapDelete($"/_sim/{SimulatedInbox.Name}/faults", c => Inspection.ClearFaults(c, inbox.ClearFaults));
    }

    private async Task Look(HttpContext context)
    {
        string? to = context.Request.Query["to"];
        var after = Inspection.Number(context, "after", 0);
        if (to is not null && Inspection.Number(context, "wait", 0) is > 0 and var seconds)
        {
            await Arrival(to, after, TimeSpan.FromSeconds(Math.Min(seconds, LongestWait)), context.RequestAborted);
        }

        await Inspection.Write(context, inbox.Messages(to, after, Inspection.Number(context, "limit", Inspection.DefaultPage)));
    }

    // Who waits in vain is answered all the same, with nothing.
    private async Task Arrival(string to, long after, TimeSpan patience, CancellationToken asker)
    {
        using var over = new CancellationTokenSource(patience, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(over.Token, asker, stopping);
        try
        {
            await inbox.Next(to, after, any.Token);
        }
        catch (OperationCanceledException) when (!asker.IsCancellationRequested)
        {
        }
    }

    private async Task Take(HttpContext context)
    {
        if (await Body.Read(context, HookDoor.MaxBodyBytes) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var headers = context.Request.Headers;
        var id = headers["webhook-id"].ToString();
        if (!inbox.Signature.Verify(id, headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body, time.GetUtcNow()))
        {
            inbox.Count(s => s with { RejectedSignatures = s.RejectedSignatures + 1 });
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var strike = inbox.Arrive();
        await FaultAnswer.Wait(strike, time, stopping);
        if (FaultAnswer.Applies(strike.Instead))
        {
            var kept = Keep(id, body);
            var status = FaultAnswer.After(strike.Instead, kept) ?? (kept ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest);
            await FaultAnswer.Respond(context, status, strike.Instead, stopping);
            return;
        }

        inbox.Count(s => s with { Faulted = s.Faulted + 1 });
        await FaultAnswer.Respond(context, FaultAnswer.Before(strike.Instead!), strike.Instead, stopping);
    }

    private bool Keep(string id, byte[] body)
    {
        if (IncomingMessage.Read(body, id) is not { } message)
        {
            inbox.Count(s => s with { Malformed = s.Malformed + 1 });
            return false;
        }

        inbox.Keep(message, Convert.ToHexStringLower(SHA256.HashData(body)));
        return true;
    }
}
