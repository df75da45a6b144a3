using System.ComponentModel;
using System.Text.Json.Serialization;
using IdentityGrains.Client.Reconciling;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;

namespace IdentityGrains.Gateway.Reconciling;

/// <summary>Platform by platform and field by field, what should be held, what was shown to be held, and what differs.</summary>
internal sealed record DriftMapBody(IReadOnlyList<DriftCellBody> Cells)
{
    public static DriftMapBody Of(IEnumerable<DriftCell> cells) => new([.. cells.Select(DriftCellBody.Of)]);
}

/// <summary>What is known of one field at one platform.</summary>
internal sealed record DriftCellBody(
    string Platform, string Field,
    [property: Description("The newest finished run; null when none has ended.")] long? Run,
    [property: Description("When that run ended."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? AsOf,
    [property: Description("Customers whose value the platform should hold, as that run counted.")] long Should,
    [property: Description("Those whose value it was shown to hold.")] long Equal,
    [property: Description("Those whose value, or its absence, differed.")] long Drifting,
    [property: Description("Equal by should, 0 to 1; null where the platform should hold nothing.")] double? Conformance,
    [property: Description("Drifts that are not over now.")] long Open,
    [property: Description("Those, by kind.")] IReadOnlyDictionary<string, long> Kinds,
    [property: Description("How grave the gravest of them is: low, medium, high or critical; null when there is none.")] string? Worst,
    [property: Description("Since when the oldest of them is known."), JsonConverter(typeof(InstantConverter))] DateTimeOffset? Since)
{
    public static DriftCellBody Of(DriftCell cell) => new(
        cell.Platform.Value, cell.Field.Value, cell.Run, cell.AsOf, cell.Figures.Should, cell.Figures.Equal, cell.Figures.Drifting, cell.Figures.Conformance,
        cell.Open, cell.Kinds, cell.Worst, cell.Since);
}

/// <summary>Accepts a drift. The address says which one.</summary>
internal sealed record AcceptDriftBody
{
    private const string Theirs = "theirs";

    [Description("Whose value is taken: theirs. Ours needs no act, for it is what a platform is told again.")]
    public required string Take { get; init; }

    public ProblemResult? Wrong() => Take == Theirs ? null : ProblemResult.At(Pointer.To("take"), Catalogue.ValidationFailed);
}

/// <summary>What became of a drift that somebody accepted.</summary>
internal sealed record AcceptedDriftBody(
    [property: Description("What became of the claim of the source that the platform is."), JsonConverter(typeof(WordConverter<Outcome>))] Outcome Outcome,
    [property: Description("The customer's version since.")] long Version,
    DriftBody Drift)
{
    public static AcceptedDriftBody Of(DriftAnswer.Done done) => new(done.Outcome, done.Version, DriftBody.Of(done.Drift));
}

/// <summary>Withdrawals that are not shown to be over, the oldest first.</summary>
internal sealed record OpenWithdrawalsBody(
    IReadOnlyList<OpenWithdrawalBody> Withdrawals,
    [property: Description("Where the next page begins; null when there is none.")] string? Cursor)
{
    public static OpenWithdrawalsBody Of(OpenWithdrawals page) =>
        new([.. page.Lines.Select(OpenWithdrawalBody.Of)], page.Next is { } next ? Intake.Cursor.Of(next) : null);
}

/// <summary>A platform that is to give something back of a customer, and of which it is not shown that it did.</summary>
internal sealed record OpenWithdrawalBody(
    string Customer, string Platform,
    [property: Description("The legal entity behind it; null when the policy does not know the platform any more.")] string? Recipient,
    [property: Description("The customer's version that the delivery brings.")] long Version,
    [property: Description("Where the delivery stands.")] string State,
    string? Reason,
    [property: JsonConverter(typeof(InstantConverter))] DateTimeOffset Since,
    double ElapsedSeconds,
    [property: Description("How often it was tried.")] int Attempts,
    [property: Description("When it is tried or looked at next."), JsonConverter(typeof(InstantConverter))] DateTimeOffset DueAt)
{
    public static OpenWithdrawalBody Of(OpenWithdrawal one) => new(
        one.Customer.ToString(), one.Platform.Value, one.Recipient, one.Version, one.State, one.Reason, one.Since, one.Elapsed.TotalSeconds, one.Attempts,
        one.DueAt);
}
