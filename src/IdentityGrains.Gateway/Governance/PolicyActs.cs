using IdentityGrains.Client.Governance;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Governance;

/// <summary>Brings policy documents into force: proposes, approves, activates, and tells where each stands.</summary>
internal static class PolicyActs
{
    private const int Listed = 100;
    private const int HashLength = 64;

    public static async Task<IResult> Propose(HttpContext http)
    {
        if (!(await RequestBody.Yaml(http, PolicyDocument.MostBytes)).Ok(out var document, out var problem))
        {
            return problem;
        }

        var answer = await Grain(http).Propose(document, CancellationToken.None);
        if (answer is PolicyAnswer.Done done)
        {
            http.Response.Headers.Location = "/v1/policies/" + done.Line.Proposal.Hash;
        }

        return Told(answer, StatusCodes.Status201Created);
    }

    public static async Task<IResult> List(HttpContext http)
    {
        var proposals = await Grain(http).Proposals(Listed, http.RequestAborted);
        return TypedResults.Json(new PoliciesBody([.. proposals.Select(ProposalBody.Of)]), GatewayJson.Default.PoliciesBody);
    }

    public static async Task<IResult> Read(HttpContext http) =>
        HashOf(http) is { } hash && await Grain(http).Proposal(hash, http.RequestAborted) is { } proposal
            ? TypedResults.Json(ProposalBody.Of(proposal), GatewayJson.Default.ProposalBody)
            : new ProblemResult(Catalogue.PolicyNotFound);

    public static async Task<IResult> Approve(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.ApproveBody)).Ok(out var body, out var problem)
            || !body.Named().Ok(out var role, out problem))
        {
            return problem;
        }

        return HashOf(http) is { } hash
            ? Told(await Grain(http).Approve(hash, role, CancellationToken.None), StatusCodes.Status200OK)
            : new ProblemResult(Catalogue.PolicyNotFound);
    }

    public static async Task<IResult> Activate(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.ActivateBody)).Ok(out var body, out var problem))
        {
            return problem;
        }

        return HashOf(http) is { } hash
            ? Told(await Grain(http).Activate(hash, body.EffectiveAt, CancellationToken.None), StatusCodes.Status200OK)
            : new ProblemResult(Catalogue.PolicyNotFound);
    }

    private static IResult Told(PolicyAnswer answer, int status) => answer switch
    {
        PolicyAnswer.Done done => TypedResults.Json(ProposalBody.Of(done.Line), GatewayJson.Default.ProposalBody, statusCode: status),
        PolicyAnswer.Activated activated => TypedResults.Json(ActivationBody.Of(activated), GatewayJson.Default.ActivationBody),
        _ => PolicyProblems.Of(answer),
    };

    // What cannot be a hash names nothing, and costs the cluster nothing.
    private static string? HashOf(HttpContext http) =>
        http.Request.RouteValues["hash"] is string { Length: HashLength } hash && !hash.AsSpan().ContainsAnyExcept(Hex.Digits) ? hash : null;

    private static IPolicyGrain Grain(HttpContext http) => Acts.Grains(http).GetGrain<IPolicyGrain>(0);
}
