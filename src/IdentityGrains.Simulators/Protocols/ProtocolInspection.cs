using System.Text.Json;
using IdentityGrains.Simulators.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>Where tests and people look in and interfere: <c>/_sim</c>.</summary>
internal sealed class ProtocolInspection(IReadOnlyDictionary<string, ProtocolPlatform> platforms, Changes changes)
{
    private const string Human = "human";

    /// <summary>Opens the door.</summary>
    public void Open(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sim/summary", c => Inspection.Write(c, platforms.ToDictionary(p => p.Key, p => p.Value.Summary())));
        routes.MapGet("/_sim/{platform}/records", c => At(c, p => Inspection.Write(
            c, p.Records(c.Request.Query["after"], Inspection.Number(c, "limit", Inspection.DefaultPage)))));
        routes.MapGet("/_sim/{platform}/records/{key}", c => At(c, p => p.Find((string)c.Request.RouteValues["key"]!) is { } record
            ? Inspection.Write(c, record)
            : Inspection.Refuse(c, StatusCodes.Status404NotFound, "no such record")));
        routes.MapGet("/_sim/{platform}/requests", c => At(c, p => Inspection.Write(
            c, p.Requests(Inspection.Number(c, "after", 0), Inspection.Number(c, "limit", Inspection.DefaultPage)))));
        routes.MapPost("/_sim/{platform}/faults", c => At(c, p => Inspection.AddFault(c, f => f.Misfit(), p.Add)));
        routes.MapDelete("/_sim/{platform}/faults", c => At(c, p => Inspection.ClearFaults(c, p.ClearFaults)));
        routes.MapPost("/_sim/{platform}/edit", c => At(c, p => Edit(c, p)));
        routes.MapPost("/_sim/{platform}/clock", c => At(c, p => Clock(c, p)));
    }

    private Task At(HttpContext context, Func<ProtocolPlatform, Task> act) =>
        platforms.TryGetValue((string)context.Request.RouteValues["platform"]!, out var platform)
            ? act(platform)
            : Inspection.Refuse(context, StatusCodes.Status404NotFound, "no such platform");

    private async Task Edit(HttpContext context, ProtocolPlatform platform)
    {
        if (await Inspection.Read<PlatformEdit>(context) is not { } edit)
        {
            await Inspection.Refuse(context, StatusCodes.Status400BadRequest, "the body is no edit");
            return;
        }

        if (!platform.Edit(edit.Key, edit.Fields, edit.By ?? Human))
        {
            await Inspection.Refuse(context, StatusCodes.Status404NotFound, "no such record");
            return;
        }

        changes.Signal();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task Clock(HttpContext context, ProtocolPlatform platform)
    {
        if (await Inspection.Read<ClockMove>(context) is not { Seconds: >= -86_400 * 400 and <= 86_400 * 400 } move)
        {
            await Inspection.Refuse(context, StatusCodes.Status400BadRequest, "the body is no move of the clock");
            return;
        }

        platform.Move(TimeSpan.FromSeconds(move.Seconds));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>What a human changes at a platform; null clears.</summary>
internal sealed record PlatformEdit(string Key, IReadOnlyDictionary<string, JsonElement> Fields, string? By = null);

/// <summary>By how far the platform's clock is moved, in seconds.</summary>
internal sealed record ClockMove(double Seconds);
