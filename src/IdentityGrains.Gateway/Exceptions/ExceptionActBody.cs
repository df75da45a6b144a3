using System.ComponentModel;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Exceptions;

/// <summary>Takes an exception up.</summary>
internal sealed partial record AcknowledgeBody
{
    [Description("The case in which it is worked on: an opaque reference, 1 to 64 letters, digits, points, hyphens and underscores. Never a personal value.")]
    public string? Case { get; init; }

    public Read<ExceptionAct> Act() => Case is null || Reference().IsMatch(Case)
        ? new ExceptionAct.Acknowledge(Case)
        : ProblemResult.At(Pointer.To("case"), Catalogue.ValidationFailed);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}

/// <summary>Says that an exception is over.</summary>
internal sealed record ResolveBody
{
    [Description("How, in a word: 1 to 64 lower-case letters, digits and underscores. What would be prose stands in the case.")]
    public required string How { get; init; }

    public Read<ExceptionAct> Act() => Words.IsName(How)
        ? new ExceptionAct.Resolve(How)
        : ProblemResult.At(Pointer.To("how"), Catalogue.ValidationFailed);
}

/// <summary>Asks that an exception stay as it is for a while, or agrees to that.</summary>
internal sealed record AcceptBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("Until when, a year at most. Another person agrees by naming the same instant.")]
    public required DateTimeOffset Until { get; init; }

    [Description("Why, in a word: 1 to 64 lower-case letters, digits and underscores. What would be prose stands in the case.")]
    public required string Reason { get; init; }

    public Read<ExceptionAct> Act() => Words.IsName(Reason)
        ? new ExceptionAct.Accept(Until, Reason)
        : ProblemResult.At(Pointer.To("reason"), Catalogue.ValidationFailed);
}
