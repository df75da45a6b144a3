using CsCheck;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Consents;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Domain.Verifications;
using static IdentityGrains.Domain.Tests.Given;

namespace IdentityGrains.Domain.Tests.Callers;

public class CommandTextTests
{
    private const string At = "\"observedAt\":\"2026-08-20T10:00:00.000000Z\"";

    private static readonly FieldName Email = new("email");
    private static readonly CustomerCommand Asked = Ask.Restrict();

    public static TheoryData<CustomerCommand, string> Texts => new()
    {
        { Ask.Create(), $$"""{"act":"createCustomer",{{At}}}""" },
        { Ask.Create() with { Fields = Ask.Fields(("name", "Ana")).Fields }, $$"""{"act":"createCustomer","fields":{"name":"Ana"},{{At}}}""" },
        { Ask.Create(Ask.Key("crm", "C-1")), $$"""{"act":"createCustomer","key":{"key":"C-1","source":"crm"},{{At}}}""" },
        { Ask.Attach("crm", "C-1"), $$"""{"act":"attachKey","key":{"key":"C-1","source":"crm"},{{At}}}""" },
        { Ask.Fields(("name", "Ana"), ("city", null)), $$$"""{"act":"assertFields","fields":{"city":null,"name":"Ana"},{{{At}}}}""" },
        {
            Ask.Field("name", "").Under("C-1").With("case"),
            $$$"""{"act":"assertFields","evidence":[{"kind":"case","reference":"ref-1"}],"fields":{"name":""},"key":"C-1",{{{At}}}}"""
        },
        {
            Ask.Grant(new PurposeName("ads"), notice: "n-1"),
            $$"""{"act":"recordConsent","decision":"granted","noticeVersion":"n-1",{{At}},"purpose":"ads"}"""
        },
        { Ask.Grant(new PurposeName("ads"), notice: null), $$"""{"act":"recordConsent","decision":"granted",{{At}},"purpose":"ads"}""" },
        { Ask.Withdraw(new PurposeName("ads")), $$"""{"act":"recordConsent","decision":"withdrawn",{{At}},"purpose":"ads"}""" },
        { Ask.Restrict(), $$"""{"act":"restrictProcessing","decision":"restrict",{{At}}}""" },
        {
            Ask.Release("case"),
            $$"""{"act":"restrictProcessing","decision":"release","evidence":[{"kind":"case","reference":"ref-1"}],{{At}}}"""
        },
        { new RequestCode(Asked.Operation, Ana, Day(50), Email), $$"""{"act":"requestCode","field":"email",{{At}}}""" },
        {
            new ConfirmCode(Asked.Operation, Ana, Day(50), Email, "123456", new VerificationId(Email, 12)),
            $$"""{"act":"confirmCode","code":"123456","field":"email",{{At}},"verification":"email-12"}"""
        },
        { new CancelVerification(Asked.Operation, Ana, Day(50), Email, null), $$"""{"act":"cancelVerification","field":"email",{{At}}}""" },
        {
            new DoubtContact(Asked.Operation, Ana, Day(50), Email, new FieldValue.Text("a@a.example")),
            $$"""{"act":"doubtContact","field":"email",{{At}},"value":"a@a.example"}"""
        },
        { new ReceiveSignal(Asked.Operation, Ana, Day(50), SignalKind.Gpc, "1"), $$"""{"act":"recordSignal","kind":"gpc",{{At}},"text":"1"}""" },
        {
            new RollBack(Asked.Operation, Ana, Day(50), new RollbackScope.FieldTo(Email, 3), []),
            $$"""{"act":"rollBack","field":"email",{{At}},"toVersion":3}"""
        },
        { new RollBack(Asked.Operation, Ana, Day(50), new RollbackScope.ChangeSet(3), []), $$"""{"act":"rollBack","changeSet":3,{{At}}}""" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_act_has_one_text(CustomerCommand command, string text) => Assert.Equal(text, CommandText.Of(command));

    [Fact]
    public void A_value_of_every_shape_has_its_JSON() => Assert.Equal(
        $$$"""{"act":"assertFields","fields":{"a":true,"b":["x","a"],"c":{"city":"Oakland","line1":"1"},"d":[],"e":{}},{{{At}}}}""",
        CommandText.Of(Saying(
            ("e", new FieldValue.Parts([])), ("d", Topics()), ("a", new FieldValue.Flag(true)), ("b", Topics("x", "a")),
            ("c", new FieldValue.Parts([new Part("line1", "1"), new Part("city", "Oakland")])))));

    [Theory]
    [InlineData("2026-01-02T03:04:05+01:00", "2026-01-02T02:04:05.000000Z")]
    [InlineData("2026-01-02T03:04:05.6Z", "2026-01-02T03:04:05.600000Z")]
    [InlineData("2026-01-02T03:04:05.9999999Z", "2026-01-02T03:04:05.999999Z")]
    [InlineData("2025-12-31T23:59:59.123456-00:30", "2026-01-01T00:29:59.123456Z")]
    public void An_instant_has_one_form(string written, string canonical) =>
        Assert.Equal(canonical, CommandText.Of(DateTimeOffset.Parse(written, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Neither_the_customer_nor_the_operation_stands_in_it() => Assert.Equal(
        CommandText.Of(Ask.Restrict()), CommandText.Of(Ask.Restrict() with { Customer = default, Operation = OperationId.FromTrusted("op-2") }));

    [Fact]
    public void What_could_be_read_in_two_ways_has_no_text()
    {
        Assert.Null(CommandText.Of(Ask.Fields(("name", "Ana"), ("name", "Eva"))));
        Assert.Null(CommandText.Of(Saying(("c", new FieldValue.Parts([new Part("city", "a"), new Part("city", "b")])))));
        Assert.Null(CommandText.Of(Ask.Field("name", "half \ud83d a character")));
        Assert.Null(CommandText.DigestOf(Ask.Field("name", "\udc00")));
        Assert.Null(CommandText.Of(Ask.Fields() with { Fields = [null!] }));
        Assert.Null(CommandText.Of(new RollBack(Asked.Operation, Ana, Day(50), null!, [])));
        Assert.NotNull(CommandText.Of(Ask.Field("name", "whole \ud83d\ude00")));
    }

    [Fact]
    public void The_order_of_fields_and_of_parts_does_not_matter() =>
        Gen.Select(Gen.Dictionary(Gen.String[Gen.Char['a', 'z'], 1, 4], Gen.String[Gen.Char.AlphaNumeric, 0, 4])[1, 6], Gen.Int).Sample((said, seed) =>
        {
            AssertFields Ordered(IEnumerable<KeyValuePair<string, string>> pairs) => Saying(
                [.. pairs.Select(p => (p.Key, (FieldValue)new FieldValue.Text(p.Value))),
                    ("parts", new FieldValue.Parts([.. pairs.Select(p => new Part(p.Key, p.Value))]))]);

            var shuffled = said.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(CommandText.DigestOf(Ordered(said)), CommandText.DigestOf(Ordered(shuffled)));
        }, iter: 200);

    [Fact]
    public void Another_word_is_another_digest() =>
        Gen.Select(Gen.String[0, 6], Gen.String[0, 6]).Where((a, b) => a != b).Sample((a, b) =>
        {
            var (one, other) = (CommandText.DigestOf(Ask.Field("name", a)), CommandText.DigestOf(Ask.Field("name", b)));
            Assert.True(one is null || one != other);
        }, iter: 500);

    private static AssertFields Saying(params (string Field, FieldValue Value)[] said) =>
        Ask.Fields() with { Fields = [.. said.Select(s => new AssertedField(new FieldName(s.Field), s.Value))] };
}
