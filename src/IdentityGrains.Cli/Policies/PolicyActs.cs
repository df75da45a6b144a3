using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Look;
using IdentityGrains.Domain.Policies.Activation;

namespace IdentityGrains.Cli.Policies;

/// <summary><c>igrains policy propose</c>, <c>approve</c> and <c>activate</c>: the way of a document into force.</summary>
internal static class PolicyActs
{
    public static Command Propose()
    {
        var file = PolicyFile.Argument();
        var propose = new Command("propose", "Proposes a document to the gateway; prints its hash, by which it is approved and activated.") { file };
        new ActingPerson(ActivationLaw.Author).Perform(propose, async (asked, gateway, token, _, ct) =>
        {
            // The bytes as they are: the hash is of them.
            var document = await File.ReadAllBytesAsync(asked.GetRequiredValue(file).FullName, ct);
            var reply = await gateway.Send(new ApiRequest(HttpMethod.Post, "/v1/policies", token) { Body = document, BodyType = "application/yaml" }, ct);
            return Tell(reply, Page.Of(asked));
        });
        return propose;
    }

    public static Command Approve()
    {
        var hash = Hash();
        var approve = new Command("approve", "Approves, in a role, that a proposed document take the place of the policy in force.") { hash };
        new ActingPerson(role: null).Perform(approve, async (asked, gateway, token, role, ct) =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new ApprovalAsked(role), ApiJson.Default.ApprovalAsked);
            var reply = await gateway.Send(
                new ApiRequest(HttpMethod.Post, $"/v1/policies/{Uri.EscapeDataString(asked.GetRequiredValue(hash))}/approvals", token) { Body = body }, ct);
            return Tell(reply, Page.Of(asked));
        });
        return approve;
    }

    public static Command Activate()
    {
        var hash = Hash();
        var activate = new Command("activate", "Puts an approved document in force; then every customer is visited, see policy status.") { hash };
        new ActingPerson(ActivationLaw.Author).Perform(activate, async (asked, gateway, token, _, ct) =>
        {
            var reply = await gateway.Send(
                new ApiRequest(HttpMethod.Post, $"/v1/policies/{Uri.EscapeDataString(asked.GetRequiredValue(hash))}/activation", token)
                {
                    Body = "{}"u8.ToArray(),
                },
                ct);
            return Tell(reply, Page.Of(asked));
        });
        return activate;
    }

    /// <summary>Tells what became of an act; of a refusal, every place that is wrong.</summary>
    public static int Tell(Reply reply, IAnsiConsole page)
    {
        if (reply.Problem is not { } problem)
        {
            page.WriteLine(Page.Plain(Sentence(reply.Body)));
            return ExitCode.Well;
        }

        page.WriteLine(Page.Plain($"{problem.Slug}: {problem.Title}"));
        foreach (var error in problem.Errors)
        {
            page.WriteLine(Page.Plain($"  {(error.Pointer.Length == 0 ? "/" : error.Pointer)} {error.Code}"));
        }

        return ExitCode.Wrong;
    }

    private static string Sentence(JsonElement body) => body.TryGetProperty("epoch", out _)
        ? Said(body.Deserialize(ApiJson.Default.ActivatedPolicy)!)
        : Said(body.Deserialize(ApiJson.Default.ProposedPolicy)!);

    private static string Said(ActivatedPolicy policy) =>
        $"{policy.Hash} {policy.Reference} is in force, epoch {policy.Epoch}; {policy.CutOff} requests to platforms were cut off";

    private static string Said(ProposedPolicy policy) =>
        $"{policy.Hash} {policy.Reference}: {policy.Stage}, {policy.Approvals.Count(a => a.Counts)} approvals";

    private static Argument<string> Hash() => new("HASH") { Description = "SHA-256 of the document, as propose prints it." };
}
