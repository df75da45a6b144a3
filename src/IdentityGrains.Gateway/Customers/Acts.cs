using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Callers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Customers;

/// <summary>Hands requests over as commands, and tells the answer.</summary>
internal static class Acts
{
    public static async Task<IResult> Create(HttpContext http)
    {
        if (!OperationKey.Read(http).Ok(out var operation, out var problem)
            || !Conditions.Deadline(http).Ok(out var deadline, out problem)
            || !(await RequestBody.Json(http, GatewayJson.Default.CreateBody)).Ok(out var body, out problem)
            || !body.Command(operation).Ok(out var command, out problem))
        {
            return problem;
        }

        var answer = await Grains(http).GetGrain<ICrosswalkGrain>(0).Create(command with { Deadline = deadline }, CancellationToken.None);
        return Told(answer, http, StatusCodes.Status201Created);
    }

    public static async Task<IResult> Perform<T>(
        HttpContext http, JsonTypeInfo<T> type, Func<T, OperationId, CustomerId, Read<CustomerCommand>> read,
        Func<Answer.Refused, ProblemResult>? refuse = null, Func<JsonElement, JsonElement>? mend = null)
        where T : class
    {
        // The body is read before anybody is asked: what is misshapen costs the cluster nothing.
        if (!OperationKey.Read(http).Ok(out var operation, out var problem)
            || !Conditions.Deadline(http).Ok(out var deadline, out problem)
            || !Conditions.ExpectedVersion(http).Ok(out var expected, out problem)
            || !(await RequestBody.Json(http, type, mend)).Ok(out var body, out problem)
            || !(await CustomerAddress.Of(http).Find(http)).Ok(out var customer, out problem)
            || !read(body, operation, customer).Ok(out var command, out problem))
        {
            return problem;
        }

        command = command with { Deadline = deadline, ExpectedVersion = expected };

        // Not cancelled with the request: the act takes effect or not, and giving up here would only hide which.
        var answer = await Grains(http).Customer(customer).Submit(command, CancellationToken.None);
        return answer is Answer.Refused refused && refuse is not null ? refuse(refused) : Told(answer, http, StatusCodes.Status200OK);
    }

    public static IGrainFactory Grains(HttpContext http) => http.RequestServices.GetRequiredService<IGrainFactory>();

    private static IResult Told(Answer answer, HttpContext http, int status)
    {
        switch (answer)
        {
            case Answer.Done done:
                var headers = http.Response.Headers;
                headers.ETag = VersionTag.Of(done.Receipt.Version);
                if (done.Replayed)
                {
                    headers[OperationKey.ReplayHeader] = "true";
                }

                if (done.Receipt.CodeRejected)
                {
                    return new ProblemResult(Catalogue.CodeInvalid);
                }

                if (status == StatusCodes.Status201Created)
                {
                    headers.Location = $"/v1/customers/{done.Receipt.Customer}";
                }

                // Recorded, and not yet so that nothing which it forbids leaves any more.
                var open = done.Receipt is { Narrows: true, FencedAt: null } && status == StatusCodes.Status200OK;
                return TypedResults.Json(
                    ReceiptBody.Of(done.Receipt), GatewayJson.Default.ReceiptBody, statusCode: open ? StatusCodes.Status202Accepted : status);
            case Answer.Refused refused:
                return RefusalProblems.Of(refused);
            default:
                return ProblemResult.At(Pointer.Header(OperationKey.Header), Catalogue.IdempotencyKeyReused);
        }
    }
}
