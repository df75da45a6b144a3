using IdentityGrains.Connectors.Outbound;

namespace IdentityGrains.Connectors.Tests.Outbound;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 3, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("120", 120)]
    [InlineData(" 120 ", 120)]
    [InlineData("0", 1)]
    [InlineData("-1", 1)]
    [InlineData("-99999999999999999999", 3600)]
    [InlineData("3600", 3600)]
    [InlineData("3601", 3600)]
    [InlineData("99999999999", 3600)]
    [InlineData("99999999999999999999999999", 3600)]
    [InlineData("Fri, 03 Jul 2026 10:05:00 GMT", 300)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 1)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 3600)]
    public void A_wait_is_kept_between_a_second_and_an_hour(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(header));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("abc")]
    [InlineData("1e309")]
    [InlineData("1.5")]
    [InlineData("+5")]
    [InlineData("5, 10")]
    [InlineData("2026-07-03T10:05:00Z")]
    public void Rubbish_says_nothing_and_the_sender_waits_as_it_would_have(string header) => Assert.Null(Read(header));

    [Fact]
    public void Of_several_headers_the_longest_wait_counts()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), Read("5", "90", "abc"));
        Assert.Equal(TimeSpan.FromHours(1), Read("1e309", "99999999999", "-1"));
        Assert.Null(Read());
    }

    private static TimeSpan? Read(params string[] headers)
    {
        using var answer = new HttpResponseMessage();
        foreach (var header in headers)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", header);
        }

        return RetryAfter.Of(answer.Headers, Now);
    }
}
