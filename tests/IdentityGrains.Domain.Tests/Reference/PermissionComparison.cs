using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Domain.Tests.Reference;

public class PermissionComparison
{
    [Fact]
    public void Both_readings_permit_and_release_alike() => Cases.Agree(AnyLaws.Case, Difference, Readable.Of);

    [Fact]
    public void The_cases_come_to_every_reason()
    {
        var some = Cases.Some(AnyLaws.Case).ToList();
        Cases.Often(
            Enum.GetValues<NotPermitted>(),
            some.SelectMany(c => AnyFacts.Purposes.Select(p => SlowPermission.WhyNot(p, c.Facts, c.Policy))).OfType<NotPermitted>());
        Cases.Often(
            [Withheld.Restricted, Withheld.NotMapped, Withheld.VerificationState, Withheld.NoPurposePermitted],
            some.SelectMany(c => AnyFacts.Fields.Select(f => SlowPermission.Release(AnyLaws.Platform, f, c.Facts, c.Policy).Why)).OfType<Withheld>());
    }

    private static string? Difference(LawCase asked)
    {
        var differences = AnyFacts.Purposes.Select(p => OfPurpose(asked, p)).Concat(AnyFacts.Fields.Select(f => OfField(asked, f)))
            .OfType<string>().ToList();
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    private static string? OfPurpose(LawCase asked, PurposeName purpose)
    {
        var slow = SlowPermission.WhyNot(purpose, asked.Facts, asked.Policy);
        var shipped = Permission.Of(purpose, asked.Facts, asked.Policy);
        return slow == shipped.Why && shipped.Permitted == slow is null
            ? null
            : $"DIFFERS {purpose}: the document says {slow?.ToString() ?? "permitted"}, the shipped reading {shipped.Why?.ToString() ?? "permitted"}";
    }

    private static string? OfField(LawCase asked, FieldName field)
    {
        var slow = SlowPermission.Release(AnyLaws.Platform, field, asked.Facts, asked.Policy);
        var shipped = Disclose.Release(AnyLaws.Platform, field, asked.Facts, asked.Policy);
        return slow == (shipped.Why, shipped.Purpose)
            ? null
            : $"DIFFERS {field}: the document says {Word(slow.Why, slow.Purpose)}, the shipped reading {Word(shipped.Why, shipped.Purpose)}";
    }

    private static string Word(Withheld? why, PurposeName? purpose) => why is { } withheld ? $"withheld {withheld}" : $"released for {purpose}";
}
