using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Restriction;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using IdentityGrains.Storage.Format;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Format;

public sealed class CommandCodecTests
{
    private static readonly CustomerId Ana = CustomerId.FromBytes(new byte[16]);
    private static readonly OperationId One = OperationId.FromTrusted("1");
    private static readonly PurposeName Service = new("service");
    private static readonly NativeKey Key = NativeKey.FromTrusted(new SourceName("crm"), "17");

    private static readonly FieldName Email = new("email");

    private static readonly CustomerCommand[] All =
    [
        new CreateCustomer(One, Ana, Author.Start, null), new CreateCustomer(One, Ana, Author.Start, Key),
        new CreateCustomer(One, Ana, Author.Start, Key) { Fields = Says(("a", "1")).Fields },
        new CreateCustomer(One, Ana, Author.Start, Key) { Fields = Says(("a", "2")).Fields }, new AttachKey(One, Ana, Author.Start, Key),
        Says(("a", "1"), ("b", "2")), Says(("b", "2"), ("a", "1")), Says(("a", "1"), ("b", "3")), Says(("a", "1")),
        Says(("a", "1")) with { Key = "17" }, Says(("a", "1")) with { Evidence = [new Evidence("case_reference", "4")] },
        new GrantConsent(One, Ana, Author.Start, Service, "v1", []), new GrantConsent(One, Ana, Author.Start, Service, null, []),
        new WithdrawConsent(One, Ana, Author.Start, Service, []), new WithdrawConsent(One, Ana, Author.Start.AddTicks(1), Service, []),
        new RestrictProcessing(One, Ana, Author.Start, []), new ReleaseRestriction(One, Ana, Author.Start, []),
        new ReleaseRestriction(One, CustomerId.New(), Author.Start, []),
        new GrantConsent(One, Ana, Author.Start, Service, "v1", [], ByGuardian: true),
        new WithdrawConsent(One, Ana, Author.Start, Service, [], ByGuardian: true),
        new RequestCode(One, Ana, Author.Start, Email), new ConfirmCode(One, Ana, Author.Start, Email, "000001", null),
        new ConfirmCode(One, Ana, Author.Start, Email, "000001", new VerificationId(Email, 3)),
        new CancelVerification(One, Ana, Author.Start, Email, null), new CancelVerification(One, Ana, Author.Start, Email, "token"),
        new DoubtContact(One, Ana, Author.Start, Email, new FieldValue.Text("a@example.com")),
        new ReceiveSignal(One, Ana, Author.Start, SignalKind.Gpc, "1"), new ReceiveSignal(One, Ana, Author.Start, SignalKind.Tcf, "1"),
        RollsBack(new RollbackScope.FieldTo(Email, 3)), RollsBack(new RollbackScope.FieldTo(Email, 4)), RollsBack(new RollbackScope.ChangeSet(3)),
    ];

    [Fact]
    public void Every_command_has_bytes() => Assert.Equal(
        typeof(CustomerCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CustomerCommand))).ToHashSet(), All.Select(c => c.GetType()).ToHashSet());

    [Fact]
    public void Commands_that_ask_for_something_else_have_other_bytes() =>
        Assert.Equal(All.Length, All.Select(c => Convert.ToHexString(CommandCodec.Write(c))).Distinct().Count());

    [Fact]
    public void A_retry_has_the_same_bytes_whatever_its_operation_id() => Assert.All(
        All, c => Assert.Equal(CommandCodec.Write(c), CommandCodec.Write(c with { Operation = OperationId.FromTrusted("2") })));

    [Fact]
    public void A_list_that_was_left_out_is_an_empty_list() => Assert.Equal(
        CommandCodec.Write(new RestrictProcessing(One, Ana, Author.Start, [])), CommandCodec.Write(new RestrictProcessing(One, Ana, Author.Start, default)));

    private static RollBack RollsBack(RollbackScope scope) => new(One, Ana, Author.Start, scope, [new Evidence("case_reference", "C-17")]);

    private static AssertFields Says(params ReadOnlySpan<(string Field, string Value)> fields)
    {
        var asserted = ImmutableArray.CreateBuilder<AssertedField>();
        foreach (var (field, value) in fields)
        {
            asserted.Add(new AssertedField(new FieldName(field), new FieldValue.Text(value)));
        }

        return new AssertFields(One, Ana, Author.Start, null, asserted.ToImmutable(), []);
    }
}
