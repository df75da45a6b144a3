using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests;

/// <summary>Commands about Ana in few words. Whatever is observed is observed on day 50 unless it says otherwise.</summary>
internal static class Ask
{
    private static readonly OperationId Operation = OperationId.FromTrusted("op-1");

    public static AssertFields Fields(params (string Field, string? Value)[] said) => new(
        Operation, Ana, Day(50), null,
        [.. said.Select(s => new AssertedField(new FieldName(s.Field), s.Value is null ? FieldValue.Blank : new FieldValue.Text(s.Value)))], []);

    public static AssertFields Field(string field, string? value, double day = 50) => Fields((field, value)).On(day);

    public static AssertFields Under(this AssertFields command, string key) => command with { Key = key };

    public static AssertFields With(this AssertFields command, params string[] kinds) => command with { Evidence = Kinds(kinds) };

    public static GrantConsent Grant(PurposeName purpose, double day = 50, string? notice = "n-1", params string[] kinds) =>
        new(Operation, Ana, Day(day), purpose, notice, Kinds(kinds));

    public static WithdrawConsent Withdraw(PurposeName purpose, double day = 50) => new(Operation, Ana, Day(day), purpose, []);

    public static RequestCode Code(string field = "email", double day = 50) => new(Operation, Ana, Day(day), new FieldName(field));

    public static ConfirmCode Confirm(string code, VerificationId? verification = null, double day = 50) =>
        new(Operation, Ana, Day(day), new FieldName("email"), code, verification);

    public static CancelVerification Cancel(string? token, double day = 50) => new(Operation, Ana, Day(day), new FieldName("email"), token);

    public static DoubtContact Doubt(string value, double day = 50) => new(Operation, Ana, Day(day), new FieldName("email"), new FieldValue.Text(value));

    public static GrantConsent GuardianGrants(PurposeName purpose, params string[] kinds) => Grant(purpose, kinds: kinds) with { ByGuardian = true };

    public static WithdrawConsent GuardianWithdraws(PurposeName purpose) => Withdraw(purpose) with { ByGuardian = true };

    public static ReceiveSignal Signal(SignalKind kind, string text, double day = 50) => new(Operation, Ana, Day(day), kind, text);

    public static RollBack FieldBack(string field, long version) => RollBack(new RollbackScope.FieldTo(new FieldName(field), version));

    public static RollBack Undo(long version) => RollBack(new RollbackScope.ChangeSet(version));

    private static RollBack RollBack(RollbackScope scope) => new(Operation, Ana, Day(50), scope, Kinds(["case"]));

    public static RestrictProcessing Restrict() => new(Operation, Ana, Day(50), []);

    public static ReleaseRestriction Release(params string[] kinds) => new(Operation, Ana, Day(50), Kinds(kinds));

    public static CreateCustomer Create(NativeKey? key = null) => new(Operation, Ana, Day(50), key);

    public static AttachKey Attach(string source, string key) => new(Operation, Ana, Day(50), Key(source, key));

    public static NativeKey Key(string source, string key) => NativeKey.FromTrusted(new SourceName(source), key);

    /// <summary>The same, observed on another day.</summary>
    public static T On<T>(this T command, double day)
        where T : CustomerCommand => (T)(command with { ObservedAt = Day(day) });

    private static ImmutableArray<Evidence> Kinds(string[] kinds) => [.. kinds.Select(kind => new Evidence(kind, "ref-1"))];
}
