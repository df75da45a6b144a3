using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>Works off a bulk request, one operation after the other: each is an act of its own, and has its own answer.</summary>
internal sealed class BulkActs(UserAsk ask)
{
    private const string Reference = "bulkId:";
    private const string OfUser = ScimRoutes.Users + "/";
    private const int FirstFailure = 400;

    private readonly Dictionary<string, CustomerId> _made = new(StringComparer.Ordinal);

    public static async Task<IResult> Bulk(HttpContext http)
    {
        // Who asks is established first: a body of this size costs more than to ask the cluster, and a stranger's is not read.
        if (!(await UserAsk.Of(http)).Ok(out var ask, out var problem)
            || !(await ScimBody.Of(http, ScimLimits.BulkBytes)).Ok(out var body, out problem)
            || !Members.Of(body, Pointer.Root, "schemas", "failOnErrors", "Operations").Ok(out var members, out problem))
        {
            return problem;
        }

        if (members.NotOf(ScimSchemas.BulkRequest) is { } other)
        {
            return other;
        }

        if (!Most(members).Ok(out var mostFailures, out problem) || !Operations(members).Ok(out var operations, out problem))
        {
            return problem;
        }

        var answers = await new BulkActs(ask).All(operations, mostFailures);
        return new ScimResult(new JsonObject { ["schemas"] = new JsonArray(ScimSchemas.BulkResponse), ["Operations"] = answers });
    }

    // Every operation is read before the first is done: a request that is misshapen has no half of an effect.
    private static Read<List<BulkOperation>> Operations(Members members)
    {
        var pointer = Pointer.To("Operations");
        if (members.Find("Operations") is not { ValueKind: JsonValueKind.Array } given)
        {
            return ProblemResult.At(pointer, Catalogue.ValidationFailed);
        }

        if (given.GetArrayLength() > ScimLimits.BulkOperations)
        {
            return new ProblemResult(Catalogue.PayloadTooLarge, new Violation(pointer, Catalogue.TooManyItems.Slug));
        }

        var operations = new List<BulkOperation>();
        foreach (var (index, element) in given.EnumerateArray().Index())
        {
            var at = Pointer.Below(pointer, index);
            if (!BulkOperation.Of(element, at).Ok(out var operation, out var problem))
            {
                return problem;
            }

            if (operation is { Method: "POST", BulkId: null } || (operation.BulkId is { } id && operations.Exists(o => o.BulkId == id)))
            {
                return ProblemResult.At(Pointer.Below(at, "bulkId"), Catalogue.ValidationFailed);
            }

            operations.Add(operation);
        }

        return operations;
    }

    private static Read<int> Most(Members members) => members.Find("failOnErrors") switch
    {
        null => int.MaxValue,
        { ValueKind: JsonValueKind.Number } given when given.TryGetInt32(out var most) && most > 0 => most,
        _ => ProblemResult.At(Pointer.To("failOnErrors"), Catalogue.ValidationFailed),
    };

    private async Task<JsonArray> All(List<BulkOperation> operations, int mostFailures)
    {
        var (answers, failures) = (new JsonArray(), 0);
        foreach (var (index, operation) in operations.Index())
        {
            var (status, answer) = await One(operation, index);
            answers.Add(answer);
            failures += status >= FirstFailure ? 1 : 0;
            if (failures >= mostFailures)
            {
                break;
            }
        }

        return answers;
    }

    private async Task<(int Status, JsonObject Answer)> One(BulkOperation operation, int index)
    {
        var told = new JsonObject { ["method"] = operation.Method };
        if (operation.BulkId is not null)
        {
            told["bulkId"] = operation.BulkId;
        }

        var own = ask with { Operation = NameOf(index) };
        int status;
        if ((await Foreseen(operation, own)).Ok(out var done, out var problem))
        {
            status = done.Status;
            told["location"] = ResourceWriting.Location(ask.Http, done.View.Customer);
            told["version"] = ScimTag.Of(done.View.Version);
            told["response"] = UserActs.Resource(done, own);
            if (operation is { Method: "POST", BulkId: { } made })
            {
                _made[made] = done.View.Customer;
            }
        }
        else
        {
            status = ScimMessage.StatusOf(problem.Problem);
            told["response"] = ScimMessage.Error(problem, ask.Http);
        }

        told["status"] = status.ToString(CultureInfo.InvariantCulture);
        return (status, told);
    }

    // A failure of the world is one operation's answer too: what was done before it is told.
    private async Task<Read<UserDone>> Foreseen(BulkOperation operation, UserAsk own)
    {
        try
        {
            return await Do(operation, own);
        }
        catch (Exception failure) when (FailureProblems.Of(failure, isRead: false) is not null)
        {
            return new ProblemResult(FailureProblems.Of(failure, isRead: false)!);
        }
    }

    private async Task<Read<UserDone>> Do(BulkOperation operation, UserAsk own)
    {
        var isUser = operation.Path.StartsWith(OfUser, StringComparison.Ordinal);
        if (!isUser && operation.Path != ScimRoutes.Users)
        {
            return new ProblemResult(Catalogue.NotFound);
        }

        if (!(isUser ? operation.Method is "PUT" or "PATCH" : operation.Method is "POST"))
        {
            return new ProblemResult(Catalogue.MethodNotAllowed);
        }

        if (operation.Data is not { } data)
        {
            return ProblemResult.At(Pointer.To("data"), Catalogue.ValidationFailed);
        }

        if (!isUser)
        {
            return await UserCreation.Create(own, data);
        }

        return !Whom(operation.Path[OfUser.Length..]).Ok(out var customer, out var problem)
                || !Expected(operation.Version).Ok(out var expected, out problem)
            ? problem
            : operation.Method == "PUT" ? await UserChange.Replace(own with { Expected = expected }, customer, data)
            : await UserChange.Patch(own with { Expected = expected }, customer, data);
    }

    private static Read<long?> Expected(string? version) => version is null ? (long?)null : ScimTag.Expected(version, Pointer.To("version"));

    // Only what was made before: what is made later, or was refused, names nobody.
    private Read<CustomerId> Whom(string name) =>
        !name.StartsWith(Reference, StringComparison.Ordinal) ? UserAsk.Named(name)
        : _made.TryGetValue(name[Reference.Length..], out var made) ? made
        : ProblemResult.At(Pointer.To("path"), Catalogue.ValidationFailed);

    // One name for many acts: each gets its own, by its place.
    private OperationId? NameOf(int index) => ask.Operation is { } whole
        ? OperationId.FromTrusted(string.Create(
            CultureInfo.InvariantCulture, $"scim-bulk-{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(whole.Value)))}-{index}"))
        : null;
}
