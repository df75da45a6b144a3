using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>Asks that a platform be looked at.</summary>
internal sealed record StartRunBody
{
    [Description("Whom to look at: incremental, sample or full; absent for whom the policy says.")]
    public string? Mode { get; init; }

    public Read<ReconciliationMode?> Asked()
    {
        ReconciliationMode? asPlanned = null;
        return Mode is null ? asPlanned
            : Words.TryRead<ReconciliationMode>(Mode, out var mode) ? (ReconciliationMode?)mode
            : ProblemResult.At(Pointer.To("mode"), Catalogue.ValidationFailed);
    }
}

/// <summary>A run that is under way.</summary>
internal sealed record RunBegunBody(string Platform, [property: Description("The run's number.")] long Number);

/// <summary>A platform's runs, the newest first.</summary>
internal sealed record RunsBody(IReadOnlyList<RunBody> Runs);

/// <summary>One reconciliation.</summary>
internal sealed record RunBody(
    string Platform,
    [property: Description("Counts the platform's runs, from 1.")] long Number,
    [property: Description("Whom it looked at."), JsonConverter(typeof(WordConverter<ReconciliationMode>))] ReconciliationMode Mode,
    [property: Description("How far it is."), JsonConverter(typeof(WordConverter<ReconciliationStage>))] ReconciliationStage Stage,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset StartedAt,
    [property: Description("When it came as far as it is."), JsonConverter(typeof(InstantConverter))] DateTimeOffset ChangedAt,
    [property: Description("Who asked for it: a principal, or schedule.")] string StartedBy,
    [property: Description("Why it ended early or repaired nothing; null when it did neither.")] string? Stopped,
    FiguresBody Figures)
{
    public static RunBody Of(RunLine run) => new(
        run.Platform.Value, run.Number, run.Mode, run.Stage, run.StartedAt, run.ChangedAt, run.StartedBy, run.Stopped, FiguresBody.Of(run.Figures));
}

/// <summary>What a run counted, in customers.</summary>
internal sealed record FiguresBody(
    [property: Description("Of whose copies the run speaks.")] long Covered,
    [property: Description("Whose copies were looked at.")] long Looked,
    [property: Description("Whose copies are as they should be in every field.")] long Equal,
    [property: Description("Whose copies differ.")] long Drifting,
    [property: Description("Who are still to be told.")] long Underway,
    [property: Description("Whom the platform refused to take.")] long Refused,
    [property: Description("Of whom the platform may not be told.")] long Withheld,
    [property: Description("Who were told anew.")] long Asked,
    [property: Description("Whose copies were then as they should be.")] long Repaired,
    IReadOnlyList<FieldFiguresBody> Fields,
    [property: Description("Drifts by kind.")] IReadOnlyDictionary<string, long> Kinds)
{
    public static FiguresBody Of(ReconciliationFigures f) => new(
        f.Covered, f.Looked, f.Equal, f.Drifting, f.Underway, f.Refused, f.Withheld, f.Asked, f.Repaired,
        [.. f.Fields.Select(field => new FieldFiguresBody(
            field.Key, field.Value.Should, field.Value.Equal, field.Value.Drifting, field.Value.Conformance))], f.Kinds);
}

/// <summary>What a run counted of a field.</summary>
internal sealed record FieldFiguresBody(
    string Field,
    [property: Description("Customers whose value the platform should hold.")] long Should,
    [property: Description("Those whose value it was shown to hold.")] long Equal,
    [property: Description("Those whose value, or its absence, differs.")] long Drifting,
    [property: Description("Equal by should, 0 to 1; null where the platform should hold nothing.")] double? Conformance);

/// <summary>One reconciliation and what it found.</summary>
internal sealed record RunReportBody(
    RunBody Run,
    [property: Description("The legal entity behind the platform.")] string Recipient,
    [property: Description("The policy in force, id@version.")] string Policy,
    IReadOnlyList<DriftBody> Drifts,
    [property: Description("True when there are more drifts than are told.")] bool More)
{
    public static RunReportBody Of(RunReport report) =>
        new(RunBody.Of(report.Run), report.Recipient, report.Policy, [.. report.Drifts.Select(DriftBody.Of)], report.More);
}
