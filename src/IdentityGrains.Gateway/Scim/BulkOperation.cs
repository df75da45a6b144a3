using System.Text.Json;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Scim;

/// <summary>One operation of a bulk request, as it is written.</summary>
/// <param name="Method">The method, in capitals.</param>
/// <param name="BulkId">The request's own name for it; null when it has none.</param>
/// <param name="Path">The address below the service.</param>
/// <param name="Version">The version for which alone it is meant; null for any.</param>
/// <param name="Data">The body; null when there is none.</param>
internal sealed record BulkOperation(string Method, string? BulkId, string Path, string? Version, JsonElement? Data)
{
    /// <summary>The operation; or the problem with how it is written.</summary>
    public static Read<BulkOperation> Of(JsonElement element, string pointer) =>
        !Members.Of(element, pointer, "method", "bulkId", "path", "version", "data").Ok(out var members, out var problem)
            || !members.Text("method", pointer).Ok(out var method, out problem)
            || !members.Text("bulkId", pointer).Ok(out var bulkId, out problem)
            || !members.Text("path", pointer).Ok(out var path, out problem)
            || !members.Text("version", pointer).Ok(out var version, out problem)
            ? problem
            : method is null ? ProblemResult.At(Pointer.Below(pointer, "method"), Catalogue.ValidationFailed)
            : path is null ? ProblemResult.At(Pointer.Below(pointer, "path"), Catalogue.ValidationFailed)
            : new BulkOperation(method.ToUpperInvariant(), bulkId, path, version, members.Find("data"));
}
