using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Reconciling;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>Drifts, the newest first.</summary>
internal sealed record DriftsBody(IReadOnlyList<DriftBody> Drifts);

/// <summary>One field of a customer that differs at a platform. It holds no value.</summary>
internal sealed record DriftBody(
    string Customer, string Platform, string Field,
    [property: Description("Where the platform keeps it.")] string Path,
    [property: Description("How it differs."), JsonConverter(typeof(WordConverter<DriftKind>))] DriftKind Kind,
    [property: Description("The customer's version that the platform should hold.")] long Version,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset FoundAt,
    [property: Description("The run that saw it last.")] long Run,
    [property: Description("Who wrote it there: the platform's own id of a user or program; null when it does not tell.")] string? By,
    [property: Description("When, by the platform's clock; null when it does not tell."), JsonConverter(typeof(InstantConverter))]
    DateTimeOffset? ChangedAt,
    [property: Description("Where it stands."), JsonConverter(typeof(WordConverter<DriftStage>))] DriftStage Stage,
    [property: Description("Why nothing is done about it by itself."), JsonConverter(typeof(WordConverter<LeftBecause>))] LeftBecause? Left,
    [property: Description("Since when it stands there."), JsonConverter(typeof(InstantConverter))] DateTimeOffset StageAt)
{
    public static DriftBody Of(DriftLine drift) => new(
        drift.Customer.ToString(), drift.Platform.Value, drift.Field.Value, drift.Path, drift.Kind, drift.Version, drift.FoundAt, drift.Run, drift.By,
        drift.ChangedAt, drift.Stage, drift.Left, drift.StageAt);
}
