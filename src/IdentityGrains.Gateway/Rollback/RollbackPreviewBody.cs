using System.ComponentModel;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Rollback;

namespace IdentityGrains.Gateway.Rollback;

/// <summary>What a rollback would do if it were asked now.</summary>
internal sealed record RollbackPreviewBody(
    string Customer,
    [property: Description("The customer's version on which it was decided.")] long DecisionVersion,
    [property: Description("Every field that it concerns.")] IReadOnlyList<FieldPreviewBody> Fields,
    [property: Description("Purposes of which a grant would be withdrawn.")] IReadOnlyList<string> Withdrawn,
    [property: Description("Purposes that are permitted now and would not be afterwards, for whatever reason.")] IReadOnlyList<string> Lost)
{
    public static RollbackPreviewBody Of(Domain.Customers.CustomerId customer, RollbackPreview preview) => new(
        customer.ToString(), preview.Version, [.. preview.Fields.Select(FieldPreviewBody.Of)], [.. preview.Withdrawn.Select(p => p.Value)],
        [.. preview.Lost.Select(p => p.Value)]);
}

/// <summary>What a rollback would do to one field.</summary>
internal sealed record FieldPreviewBody(
    string Field,
    [property: Description("False when the caller may know that the field is concerned, not what it says.")] bool Visible,
    [property: Description("True when the current value would be another one.")] bool ValueChanges,
    [property: Description("What it says; null when not visible or when there is nothing.")] FieldValue Before,
    [property: Description("What it would say; null when not visible or when there would be nothing.")] FieldValue After,
    [property: Description("Whose claim is current.")] string? SourceBefore,
    [property: Description("Whose claim would be.")] string? SourceAfter,
    [property: Description("How many claims would count no more.")] int Stopped,
    [property: Description("How many earlier claims would count again.")] int Returned,
    [property: Description("How many stay out, because a later claim of the same source and key took their place.")] int Replaced)
{
    public static FieldPreviewBody Of(FieldPreview view) => new(
        view.Field.Value, view.Visible, view.ValueChanges, view.Before, view.After, view.SourceBefore?.Value, view.SourceAfter?.Value, view.Stopped,
        view.Returned, view.Replaced);

    /// <summary>Names the field, never what it says.</summary>
    public override string ToString() => Field;
}
