using IdentityGrains.Client.Customers;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Rollback;

/// <summary>Tells what a rollback would do. It is a POST because the question has a body; it writes nothing and needs no idempotency key.</summary>
internal static class Rollbacks
{
    // A question names no act, and nothing keeps the name.
    private static readonly OperationId Question = OperationId.FromTrusted("preview");

    public static async Task<IResult> Preview(HttpContext http)
    {
        if (!(await RequestBody.Json(http, GatewayJson.Default.RollbackBody)).Ok(out var body, out var problem)
            || !(await CustomerAddress.Of(http).Find(http)).Ok(out var customer, out problem)
            || !body.RollBack(Question, customer).Ok(out var command, out problem))
        {
            return problem;
        }

        return await Acts.Grains(http).Customer(customer).Preview(command, http.RequestAborted) switch
        {
            PreviewAnswer.Told told => TypedResults.Json(RollbackPreviewBody.Of(customer, told.Preview), GatewayJson.Default.RollbackPreviewBody),
            PreviewAnswer.Refused refused => Refused(new Answer.Refused(refused.Why, refused.Faults)),
            _ => new ProblemResult(Catalogue.SubjectNotFound),
        };
    }

    /// <summary>A rollback names one field, which is no member of a list of fields.</summary>
    public static ProblemResult Refused(Answer.Refused refused) => refused.Why == Refusal.UnknownField
        ? ProblemResult.At(Pointer.To("field"), Catalogue.UnknownField)
        : RefusalProblems.Of(refused);
}
