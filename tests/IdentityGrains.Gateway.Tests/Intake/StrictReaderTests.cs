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
