using IdentityGrains.Gateway.Intake;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Intake;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+00:00", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05-00:00", "2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05+02:30", "2026-01-02T00:34:05Z")]
    [InlineData("2026-01-02T03:04:05-14:00", "2026-01-02T17:04:05Z")]
    [InlineData("2026-01-02T03:04:05.1Z", "2026-01-02T03:04:05.1Z")]
    [InlineData("2026-01-02T03:04:05.123456789Z", "2026-01-02T03:04:05.123456Z")]
    [InlineData("2026-01-02T03:04:05.999999999Z", "2026-01-02T03:04:05.999999Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    [InlineData("2200-12-31T23:59:59Z", "2200-12-31T23:59:59Z")]
    public void An_instant_is_read_into_utc_and_microseconds(string text, string read) => Assert.Equal(read, Rfc3339.Write(Rfc3339.Read(text)!.Value));

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-01-02T03:04Z")]
    [InlineData("2026-01-02 03:04:05Z")]
    [InlineData("2026-01-02t03:04:05z")]
    [InlineData("2026-1-2T03:04:05Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-02-30T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("2026-01-01T24:00:00Z")]
    [InlineData("2026-01-01T00:60:00Z")]
    [InlineData("2026-12-31T23:59:60Z")]
    [InlineData("2026-01-01T00:00:00.Z")]
    [InlineData("2026-01-01T00:00:00.1234567890Z")]
    [InlineData("2026-01-01T00:00:00,1Z")]
    [InlineData("2026-01-01T00:00:00+0100")]
    [InlineData("2026-01-01T00:00:00+01")]
    [InlineData("2026-01-01T00:00:00+14:01")]
    [InlineData("2026-01-01T00:00:00+15:00")]
    [InlineData("2026-01-01T00:00:00+01:60")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("2201-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("+2026-01-01T00:00:00Z")]
    [InlineData(" 2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00Z\n")]
    [InlineData("２０２６-01-01T00:00:00Z")]
    [InlineData("1767225600")]
    public void What_is_no_instant_of_the_record_is_refused(string text) => Assert.Null(Rfc3339.Read(text));
}
