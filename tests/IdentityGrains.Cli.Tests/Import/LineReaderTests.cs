using IdentityGrains.Cli.Import;

namespace IdentityGrains.Cli.Tests.Import;

public class LineReaderTests
{
    private const string Head = """{"at":"2026-07-01T10:00:00Z","source":"crm","key":"0031t0001",""";

    [Fact]
    public void A_line_says_who_speaks_of_whom_and_what()
    {
        var line = Read(Head + """
            "knows":{"source":"commerce","key":"C-1"},"signedIn":true,"assert":{"given_name":"A"},"evidence":[{"kind":"k","reference":"r"}]}
            """).Line!;

        Assert.Equal(("2026-07-01T10:00:00Z", "crm", "0031t0001"), (line.At, line.Own.Source.Value, line.Own.Key));
        Assert.Equal(("commerce", "C-1"), (line.Knows!.Value.Source.Value, line.Knows.Value.Key));
        Assert.True(line.SignedIn);
        Assert.Equal(SaidAct.Assert, line.Act);
        Assert.NotNull(line.Evidence);
    }

    [Theory]
    [InlineData("\"assert\":{}}", (int)SaidAct.Assert)]
    [InlineData("\"consent\":{\"purpose\":\"p\",\"decision\":\"granted\",\"noticeVersion\":\"n\"}}", (int)SaidAct.Consent)]
    [InlineData("\"restriction\":\"release\"}", (int)SaidAct.Restriction)]
    [InlineData("\"consent\":{\"purpose\":\"p\",\"decision\":\"granted\",\"by\":\"guardian\"}}", (int)SaidAct.Consent)]
    [InlineData("\"signal\":{\"kind\":\"gpc\",\"text\":\"1\"}}", (int)SaidAct.Signal)]
    [InlineData("\"verify\":{\"field\":\"email\",\"how\":\"confirm\",\"to\":\"a@b.example\",\"nth\":2}}", (int)SaidAct.Verify)]
    [InlineData("\"verify\":{\"field\":\"email\",\"how\":\"request\"}}", (int)SaidAct.Verify)]
    [InlineData("\"signedIn\":false}", (int)SaidAct.Nothing)]
    public void A_line_says_one_thing_or_nothing(string rest, int act) => Assert.Equal((SaidAct)act, Read(Head + rest).Line!.Act);

    [Theory]
    [InlineData("not json", " malformed-json")]
    [InlineData("[1]", " malformed-json")]
    [InlineData(Head + "\"at\":\"x\"}", " malformed-json")]
    [InlineData(Head + "\"colour\":1}", "/colour unknown-property")]
    [InlineData(Head + "\"a/b~\":1}", "/a~1b~0 unknown-property")]
    [InlineData(Head + "\"assert\":{},\"restriction\":\"release\"}", " more-than-one-act")]
    [InlineData(Head + "\"assert\":\"x\"}", "/assert validation-failed")]
    [InlineData(Head + "\"restriction\":\"stop\"}", "/restriction validation-failed")]
    [InlineData(Head + "\"consent\":7}", "/consent validation-failed")]
    [InlineData(Head + "\"consent\":{\"mood\":1}}", "/consent/mood unknown-property")]
    [InlineData(Head + "\"signal\":{\"kind\":\"gpc\",\"mood\":1}}", "/signal/mood unknown-property")]
    [InlineData(Head + "\"signal\":\"1\"}", "/signal validation-failed")]
    [InlineData(Head + "\"verify\":{\"field\":\"email\",\"how\":\"confirm\"}}", "/verify validation-failed")]
    [InlineData(Head + "\"verify\":{\"field\":\"email\",\"how\":\"guess\",\"to\":\"a@b.example\"}}", "/verify validation-failed")]
    [InlineData(Head + "\"verify\":{\"field\":\"email\",\"how\":\"wrong\",\"to\":\"a@b.example\",\"nth\":0}}", "/verify validation-failed")]
    [InlineData(Head + "\"signedIn\":\"yes\"}", "/signedIn validation-failed")]
    [InlineData(Head + "\"knows\":{\"source\":\"commerce\"}}", "/knows validation-failed")]
    [InlineData(Head + "\"knows\":{\"source\":\"commerce\",\"key\":\"C\",\"more\":1}}", "/knows validation-failed")]
    [InlineData("""{"source":"crm","key":"k"}""", "/at validation-failed")]
    [InlineData("""{"at":"t","source":"crm","key":"a@b.example"}""", "/key validation-failed")]
    [InlineData("""{"at":"t","source":"crm","key":".."}""", "/key validation-failed")]
    [InlineData("""{"at":"t","source":"crm","key":"\ud800"}""", " invalid-unicode")]
    public void What_is_no_line_is_told_by_its_place(string text, string fault)
    {
        var read = Read(text);

        Assert.Null(read.Line);
        Assert.Equal([fault], read.Faults.Select(f => $"{f.Place} {f.Code}"));
    }

    [Fact]
    public void A_line_never_prints_what_it_says() => Assert.Equal("line 7", Read(Head + "\"assert\":{\"given_name\":\"Ana\"}}").Line!.ToString());

    private static ReadLine Read(string text) => LineReader.Read(7, Encoding.UTF8.GetBytes(text));
}
