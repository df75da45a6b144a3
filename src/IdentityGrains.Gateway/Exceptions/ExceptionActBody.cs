using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Exceptions;

/// <summary>Takes an exception up.</summary>
internal sealed record AcknowledgeBody
{
    [Description("The case in which it is worked on: an opaque reference, 1 to 64 letters, digits, points, hyphens and underscores. Never a personal value.")]
    public string? Case { get; init; }

    public Read<ExceptionAct> Act() => WellFormed.Act(new ExceptionAct.Acknowledge(Case), "case");
}

/// <summary>Says that an exception is over.</summary>
internal sealed record ResolveBody
{
    [Description("How, in a word: 1 to 64 lower-case letters, digits and underscores. What would be prose stands in the case.")]
    public required string How { get; init; }

    public Read<ExceptionAct> Act() => WellFormed.Act(new ExceptionAct.Resolve(How), "how");
}

/// <summary>Asks that an exception stay as it is for a while, or agrees to that.</summary>
internal sealed record AcceptBody
{
    [JsonConverter(typeof(InstantConverter))]
    [Description("Until when, a year at most. Another person agrees by naming the same instant.")]
    public required DateTimeOffset Until { get; init; }

    [Description("Why, in a word: 1 to 64 lower-case letters, digits and underscores. What would be prose stands in the case.")]
    public required string Reason { get; init; }

    public Read<ExceptionAct> Act() => WellFormed.Act(new ExceptionAct.Accept(Until, Reason), "reason");
}

/// <summary>Asks the law whether what is said with an act has its form, and names the member where it has not.</summary>
file static class WellFormed
{
    public static Read<ExceptionAct> Act(ExceptionAct act, string member) =>
        ExceptionActs.IsWellFormed(act) ? act : ProblemResult.At(Pointer.To(member), Catalogue.ValidationFailed);
}
