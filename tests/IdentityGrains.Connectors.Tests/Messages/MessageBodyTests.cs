using System.Text;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Tests.Given;

namespace IdentityGrains.Connectors.Tests.Messages;

public class MessageBodyTests
{
    [Fact]
    public void A_code_says_to_whom_about_what_and_until_when() => Assert.Equal(
        """{"id":"msg_1","kind":"code","method":"confirmation_code","field":"email","to":"n@x.test","verification":"email-12","""
        + "\"code\":\"123456\",\"language\":\"de-AT\",\"optsIn\":[\"newsletter\"],\"expiresAt\":\"2026-07-03T10:15:00Z\"}",
        Encoding.UTF8.GetString(MessageBody.Write(Mail.Code())));

    [Fact]
    public void A_notice_has_what_stops_the_change_and_no_code() => Assert.Equal(
        """{"id":"msg_2","kind":"change_notice","method":"confirmation_code","field":"email","to":"old@x.test","verification":"email-12","""
        + "\"cancelToken\":\"stop\",\"optsIn\":[],\"expiresAt\":\"2026-07-03T10:15:00Z\"}",
        Encoding.UTF8.GetString(MessageBody.Write(Mail.Notice())));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nx: y")]
    [InlineData("ä")]
    public async Task An_id_that_no_header_can_carry_is_our_mistake(string id)
    {
        using var port = Mail.PortTo("http://127.0.0.1:9/inbox");

        await Assert.ThrowsAsync<ArgumentException>(() => port.Send(Mail.Code(id), TestContext.Current.CancellationToken));
    }
}
