using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using IdentityGrains.Simulators.Faults;
using Microsoft.AspNetCore.Http;

namespace IdentityGrains.Simulators.Doors;

/// <summary>How the doors below <c>/_sim</c> read and write.</summary>
internal static class Inspection
{
    /// <summary>The most that one page has when it does not say.</summary>
    public const int DefaultPage = 100;

    /// <summary>How the simulator writes JSON.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body as a value; null when it is none.</summary>
    public static async Task<T?> Read<T>(HttpContext context)
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

    /// <summary>Takes a fault out of the body and adds it, unless it does not fit.</summary>
    public static async Task AddFault(HttpContext context, Func<Fault, string?> misfit, Action<Fault> add)
    {
        var fault = await Read<Fault>(context);
        if ((fault is null ? "the body is no fault" : misfit(fault)) is { } why)
        {
            await Refuse(context, StatusCodes.Status400BadRequest, why);
            return;
        }

        add(fault!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Ends all faults.</summary>
    public static Task ClearFaults(HttpContext context, Action clear)
    {
        clear();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>A number of the query.</summary>
    public static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Answers what is wrong.</summary>
    public static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        return Write(context, new { Error = why });
    }

    /// <summary>Answers a value.</summary>
    public static Task Write<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);
}
