using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Cli.Policies;

namespace IdentityGrains.Cli.LookBack;

/// <summary><c>igrains exceptions</c>: what people do about exceptions and drifts.</summary>
internal static class ExceptionsCommand
{
    /// <summary>The verb.</summary>
    public static Command Create() => new("exceptions", "Takes exceptions up, ends them, leaves them for a while, or has what differs at a platform asserted.")
    {
        Acknowledge(), Resolve(), Accept(), AcceptDrift(),
    };

    private static Command Acknowledge()
    {
        var (id, reference) = (Id(), new Option<string?>("--case") { Description = "The case in which it is worked on." });
        var verb = new Command("acknowledge", "Takes an exception up.") { id, reference };
        Perform(
            verb, asked => Path(asked.GetRequiredValue(id), "acknowledgement"),
            asked => asked.GetValue(reference) is { } named ? new() { ["case"] = named } : []);
        return verb;
    }

    private static Command Resolve()
    {
        var (id, how) = (Id(), new Option<string>("--how") { Description = "How it is over, in a word.", Required = true });
        var verb = new Command("resolve", "Says that an exception is over. If its cause stands still, another one is opened.") { id, how };
        Perform(verb, asked => Path(asked.GetRequiredValue(id), "resolution"), asked => new() { ["how"] = asked.GetRequiredValue(how) });
        return verb;
    }

    private static Command Accept()
    {
        var id = Id();
        var until = new Option<string>("--until") { Description = "Until when (RFC 3339). Another person agrees by naming the same instant.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why, in a word.", Required = true };
        var verb = new Command("accept", "Asks that an exception stay as it is for a while, or agrees to that.") { id, until, reason };
        Perform(
            verb, asked => Path(asked.GetRequiredValue(id), "acceptance"),
            asked => new() { ["until"] = asked.GetRequiredValue(until), ["reason"] = asked.GetRequiredValue(reason) });
        return verb;
    }

    private static Command AcceptDrift()
    {
        var customer = new Argument<string>("CUSTOMER") { Description = "The customer's id." };
        var platform = new Argument<string>("PLATFORM") { Description = "The platform, as the policy names it." };
        var field = new Argument<string>("FIELD") { Description = "The field, as the policy names it." };
        var verb = new Command("accept-drift", "Has what stands at a platform asserted by the source that the platform is; it may lose.")
        {
            customer, platform, field,
        };
        Perform(
            verb,
            asked => "/v1/drifts/" + string.Join('/', new[] { customer, platform, field }.Select(a => Uri.EscapeDataString(asked.GetRequiredValue(a))))
                + "/acceptance",
            _ => new() { ["take"] = "theirs" });
        return verb;
    }

    private static Argument<string> Id() => new("EXCEPTION") { Description = "The exception's id." };

    private static string Path(string id, string act) => $"/v1/exceptions/{Uri.EscapeDataString(id)}/{act}";

    private static void Perform(Command verb, Func<ParseResult, string> path, Func<ParseResult, Dictionary<string, string>> body) =>
        new ActingPerson(role: null).Perform(verb, (asked, gateway, token, _, ct) => Act(gateway, token, path(asked), body(asked), Page.Of(asked), ct));

    /// <summary>Asks for an act, and tells what came of it.</summary>
    public static async Task<int> Act(
        GatewayClient gateway, string token, string path, Dictionary<string, string> body, IAnsiConsole page, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Default.DictionaryStringString);
        var reply = await gateway.Send(new ApiRequest(HttpMethod.Post, path, token) { Body = bytes }, ct);
        if (reply.Problem is { } problem)
        {
            page.WriteLine(Page.Plain($"{problem.Slug}: {problem.Title}"));
            return ExitCode.Wrong;
        }

        page.WriteLine(Page.Plain(reply.Body.TryGetProperty("outcome", out var outcome)
            ? $"{outcome.GetString()}; the drift is {reply.Body.GetProperty("drift").GetProperty("stage").GetString()}"
            : reply.Body.GetProperty("state").GetString()!));
        return ExitCode.Well;
    }
}
