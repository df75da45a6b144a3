using System.Text;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Fields;
using IdentityGrains.Gateway.Fields;
using IdentityGrains.Gateway.Intake;
using IdentityGrains.Gateway.Problems;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Intake;

public class StrictReaderTests
{
    public static TheoryData<BadBody> Rows => [.. BadBody.OfAssertions];

    [Theory]
    [MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
    public void A_bad_body_is_refused_as_the_table_says(BadBody bad)
    {
        var problem = ProblemOf(bad.Bytes);

        Assert.NotNull(problem);
        Assert.Equal((bad.Status, bad.Slug), (problem.Problem.Status, problem.Problem.Slug));
        if (bad.Pointer is not null)
        {
            Assert.Equal(bad.Pointer, Assert.Single(problem.Errors).Pointer);
        }
    }

    [Fact]
    public void A_place_is_written_only_where_something_is_wrong()
    {
        // Long names around many values: a megabyte in which each value's place is half a kilobyte.
        var (deep, names) = (4, new string('n', 120));
        var opened = string.Concat(Enumerable.Range(0, deep).Select(i => $"{{\"{names}{i}\":"));
        var body = Encoding.UTF8.GetBytes(opened + "[" + string.Join(',', Enumerable.Repeat("\"a\"", 250_000)) + "]" + new string('}', deep));
        Assert.Null(JsonScan.ProblemOf(body));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(JsonScan.ProblemOf(body));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, body.Length);
    }

    [Theory]
    [InlineData("""{"a":[1,{"b":[{"c":1,"c":2}]}]}""", "/a/1/b/0/c")]
    [InlineData("""{"a":[[],["x","\u0000"]]}""", "/a/1/1")]
    [InlineData("""{"a":{"b":1},"c":[{"d":"\uD800"}]}""", "/c/0/d")]
    [InlineData("""{"a":{"\u0000":1}}""", "/a")]
    public void What_is_wrong_deep_inside_is_named_by_its_place(string body, string pointer) =>
        Assert.Equal(pointer, Assert.Single(JsonScan.ProblemOf(Encoding.UTF8.GetBytes(body))!.Errors).Pointer);

    [Fact]
    public void Every_place_of_one_kind_of_fault_is_named()
    {
        var problem = ProblemOf("""{"x":1,"fields":{},"y":2}"""u8.ToArray());

        Assert.Equal(["/x", "/y"], problem!.Errors.Select(e => e.Pointer));
    }

    [Fact]
    public void Every_shape_of_value_is_read()
    {
        var command = Read("""
            {"observedAt":"2026-01-02T03:04:05+01:00","fields":
             {"n":null,"t":"Zoë 👩‍🚒","f":true,"l":["b","a"],"p":{"line1":"x","city":"y","state":null}},
             "evidence":[{"kind":"case_reference","reference":"C-1"}]}
            """);

        Assert.Equal(new DateTimeOffset(2026, 1, 2, 2, 4, 5, TimeSpan.Zero), command.ObservedAt);
        Assert.Equal(["f", "l", "n", "p", "t"], command.Fields.Select(f => f.Field.Value));
        Assert.Equal(
            [
                new FieldValue.Flag(true), new FieldValue.Topics(["b", "a"]), FieldValue.Blank,
                new FieldValue.Parts([new Part("city", "y"), new Part("line1", "x")]), new FieldValue.Text("Zoë 👩‍🚒"),
            ],
            command.Fields.Select(f => f.Value));
        Assert.Equal("case_reference", Assert.Single(command.Evidence).Kind);
    }

    [Fact]
    public void The_order_of_properties_makes_no_other_command()
    {
        var one = Read("""{"observedAt":"2026-01-02T03:04:05Z","fields":{"a":"1","b":{"x":"1","y":"2"}}}""");
        var other = Read("""{ "fields": {"b":{"y":"2","x":"1"}, "a":"1"}, "observedAt":"2026-01-02T04:04:05.000+01:00" }""");

        Assert.Equal(one.ObservedAt, other.ObservedAt);
        Assert.Equal(one.Fields.AsEnumerable(), other.Fields.AsEnumerable());
    }

    private static ProblemResult? ProblemOf(byte[] body) =>
        !StrictJson.Read(body, GatewayJson.Default.AssertBody).Ok(out var read, out var problem) ? problem
        : read.Command(OperationId.FromTrusted("op"), default).Ok(out _, out problem) ? null : problem;

    private static AssertFields Read(string body)
    {
        Assert.True(StrictJson.Read(Encoding.UTF8.GetBytes(body), GatewayJson.Default.AssertBody).Ok(out var read, out _));
        Assert.True(read.Command(OperationId.FromTrusted("op"), default).Ok(out var command, out _));
        return Assert.IsType<AssertFields>(command);
    }
}
