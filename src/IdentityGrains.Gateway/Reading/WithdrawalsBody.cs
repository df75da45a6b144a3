using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Gateway.Intake;

namespace IdentityGrains.Gateway.Reading;

/// <summary>Acts that took permissions of a customer away, the newest first, and how far platforms followed.</summary>
internal sealed record WithdrawalsBody(
    IReadOnlyList<WithdrawalBody> Withdrawals,
    [property: Description("To be given as before for the next page; null when there is none.")] long? Before)
{
    public static WithdrawalsBody Of(WithdrawalsPage page) => new([.. page.Lines.Select(WithdrawalBody.Of)], page.Before);
}

/// <summary>One act that took a permission away.</summary>
internal sealed record WithdrawalBody(
    long Version,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset RecordedAt,
    [property: Description("Who did it.")] string Principal,
    [property: Description("What it was.")] IReadOnlyList<WithdrawalChangeBody> Changes,
    [property: Description("Since when nothing that it forbids begins to leave; null while a permit of before is out.")]
    [property: JsonConverter(typeof(InstantConverter))]
    DateTimeOffset? FencedAt,
    [property: Description("Every platform that had been told something which may not be held since.")] IReadOnlyList<PlatformWithdrawalBody> Platforms)
{
    public static WithdrawalBody Of(WithdrawalLine line) => new(
        line.Version, line.RecordedAt, line.Principal.Value, [.. line.Changes.Select(c => new WithdrawalChangeBody(c.Event, c.Concerns))], line.FencedAt,
        [.. line.Platforms.Select(PlatformWithdrawalBody.Of)]);
}

/// <summary>What an act was.</summary>
internal sealed record WithdrawalChangeBody(
    [property: Description("The event's name, for example consent-withdrawn.1.")] string Event,
    [property: Description("The field, purpose or source that it concerns.")] string? Concerns);

/// <summary>How far one platform followed.</summary>
internal sealed record PlatformWithdrawalBody(
    string Platform,
    [property: Description("The legal entity behind it.")] string Recipient,
    [property: Description("What it had been told and may not hold since.")] IReadOnlyList<string> Fields,
    [property: Description("How far it is."), JsonConverter(typeof(WordConverter<WithdrawalStage>))] WithdrawalStage Stage,
    [property: Description("Where the delivery stands now; null when nothing is planned.")] string? Delivery,
    [property: Description("Why it stands there.")] string? Reason,
    [property: Description("Since when it is proved that it was told, and followed.")] IReadOnlyList<LevelBody> Levels,
    [property: Description("How long it took, or takes by now; null where nothing is to be taken back.")] double? ElapsedSeconds,
    [property: Description("When requests came back that may have begun after their permits were over.")] IReadOnlyList<string> LateSends)
{
    public static PlatformWithdrawalBody Of(PlatformWithdrawal one) => new(
        one.Platform.Value, one.Recipient, [.. one.Fields.Select(f => f.Value)], one.Stage, one.Delivery, one.Reason, [.. one.Levels.Select(LevelBody.Of)],
        one.Elapsed?.TotalSeconds, [.. one.LateSends.Select(Rfc3339.Write)]);
}
