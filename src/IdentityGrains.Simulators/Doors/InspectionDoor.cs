using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityGrains.Simulators.Faults;
using IdentityGrains.Simulators.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IdentityGrains.Simulators.Doors;

/// <summary>Where tests and people look in and interfere: <c>/_sim</c>.</summary>
internal sealed class InspectionDoor(SimulatedPlatforms platforms, Changes changes)
{
    private const int DefaultPage = 100;

    /// <summary>How the simulator writes JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Opens the door.</summary>
    public void Open(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sim/summary", (RequestDelegate)Summary);
        routes.MapGet("/_sim/{platform}/records", c => At(c, p => Write(c, p.Records(c.Request.Query["after"], (int)Number(c, "limit", DefaultPage)))));
        routes.MapGet("/_sim/{platform}/records/{key}", c => At(c, p => Record(c, p)));
        routes.MapGet("/_sim/{platform}/requests", c => At(c, p => Write(c, p.Requests(Number(c, "after", 0), (int)Number(c, "limit", DefaultPage)))));
        routes.MapPost("/_sim/{platform}/faults", c => At(c, p => AddFault(c, p)));
        routes.MapDelete("/_sim/{platform}/faults", c => At(c, p => ClearFaults(c, p)));
        routes.MapPost("/_sim/{platform}/edit", c => At(c, p => Edit(c, p)));
    }

    private Task Summary(HttpContext context)
    {
        var all = platforms.Summary();
        return Write(context, new { Total = all, Platforms = platforms.All.ToDictionary(p => p.Name, p => p.Summary()) });
    }

    private Task At(HttpContext context, Func<SimulatedPlatform, Task> act) =>
        platforms.Find(context) is { } platform ? act(platform) : Refuse(context, StatusCodes.Status404NotFound, "no such platform");

    private static Task Record(HttpContext context, SimulatedPlatform platform) =>
        platform.Find((string)context.Request.RouteValues["key"]!) is { } record
            ? Write(context, record)
            : Refuse(context, StatusCodes.Status404NotFound, "no such record");

    private static async Task AddFault(HttpContext context, SimulatedPlatform platform)
    {
        var fault = await Read<Fault>(context);
        var misfit = fault is null ? "the body is no fault" : fault.Misfit();
        if (misfit is not null)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, misfit);
            return;
        }

        platform.Add(fault!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static Task ClearFaults(HttpContext context, SimulatedPlatform platform)
    {
        platform.ClearFaults();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task Edit(HttpContext context, SimulatedPlatform platform)
    {
        if (await Read<HumanEdit>(context) is not { } edit)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, "the body is no edit");
            return;
        }

        if (!platform.Edit(edit.Key, edit.Fields))
        {
            await Refuse(context, StatusCodes.Status404NotFound, "no such record");
            return;
        }

        changes.Signal();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<T?> Read<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await Body.Read(context, HookDoor.MaxBodyBytes) is { } body ? JsonSerializer.Deserialize<T>(body, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long Number(HttpContext context, string name, long otherwise) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return Write(context, new { Error = why });
    }

    private static Task Write<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);
}

/// <summary>What a human changes at a platform; null clears.</summary>
internal sealed record HumanEdit(string Key, IReadOnlyDictionary<string, JsonElement> Fields);
