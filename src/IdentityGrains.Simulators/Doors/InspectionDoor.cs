using System.Text.Json;
using IdentityGrains.Simulators.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdentityGrains.Simulators.Doors;

/// <summary>Where tests and people look in and interfere: <c>/_sim</c>.</summary>
internal sealed class InspectionDoor(SimulatedPlatforms platforms, Changes changes)
{
    /// <summary>Opens the door.</summary>
    public void Open(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sim/summary", (RequestDelegate)Summary);
        routes.MapGet("/_sim/{platform}/records", c => At(c, p => Inspection.Write(
            c, p.Records(c.Request.Query["after"], Inspection.Number(c, "limit", Inspection.DefaultPage)))));
        routes.MapGet("/_sim/{platform}/records/{key}", c => At(c, p => Record(c, p)));
        routes.MapGet("/_sim/{platform}/requests", c => At(c, p => Inspection.Write(
            c, p.Requests(Inspection.Number(c, "after", 0), Inspection.Number(c, "limit", Inspection.DefaultPage)))));
        routes.MapPost("/_sim/{platform}/faults", c => At(c, p => Inspection.AddFault(c, f => f.Misfit(), p.Add)));
        routes.MapDelete("/_sim/{platform}/faults", c => At(c, p => Inspection.ClearFaults(c, p.ClearFaults)));
        routes.MapPost("/_sim/{platform}/edit", c => At(c, p => Edit(c, p)));
    }

    private Task Summary(HttpContext context)
    {
        var all = platforms.Summary();
        return Inspection.Write(context, new { Total = all, Platforms = platforms.All.ToDictionary(p => p.Name, p => p.Summary()) });
    }

    private Task At(HttpContext context, Func<SimulatedPlatform, Task> act) =>
        platforms.Find(context) is { } platform ? act(platform) : Inspection.Refuse(context, StatusCodes.Status404NotFound, "no such platform");

    private static Task Record(HttpContext context, SimulatedPlatform platform) =>
        platform.Find((string)context.Request.RouteValues["key"]!) is { } record
            ? Inspection.Write(context, record)
            : Inspection.Refuse(context, StatusCodes.Status404NotFound, "no such record");

    private async Task Edit(HttpContext context, SimulatedPlatform platform)
    {
        if (await Inspection.Read<HumanEdit>(context) is not { } edit)
        {
            await Inspection.Refuse(context, StatusCodes.Status400BadRequest, "the body is no edit");
            return;
        }

        if (!platform.Edit(edit.Key, edit.Fields))
        {
            await Inspection.Refuse(context, StatusCodes.Status404NotFound, "no such record");
            return;
        }

        changes.Signal();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <summary>What a human changes at a platform; null clears.</summary>
internal sealed record HumanEdit(string Key, IReadOnlyDictionary<string, JsonElement> Fields);
