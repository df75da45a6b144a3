using IdentityGrains.Domain.Customers;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Callers;

/// <summary>Takes the caller's name for the act from the header, the only place where it may stand.</summary>
internal static class OperationKey
{
    public const string Header = "Idempotency-Key";
    public const string ReplayHeader = "Idempotent-Replay";

    public static Read<OperationId> Read(HttpContext http)
    {
        var given = http.Request.Headers[Header];
        return given.Count switch
        {
            0 => new ProblemResult(Catalogue.IdempotencyKeyRequired),
            1 when OperationId.TryParse(given.ToString(), out var operation) => operation,
            1 => ProblemResult.At(Pointer.Header(Header), Catalogue.ValidationFailed),
            _ => ProblemResult.At(Pointer.Header(Header), Catalogue.DuplicateParameter),
        };
    }
}
