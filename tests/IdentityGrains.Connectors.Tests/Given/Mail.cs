using IdentityGrains.Connectors.Messages;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Messages;

namespace IdentityGrains.Connectors.Tests.Given;

/// <summary>Messages and ports for tests: towards this machine, with key 1.</summary>
internal static class Mail
{
    public static ComposedMessage Code(string id = "msg_1", string to = "n@x.test") => new(
        id, MessageKind.Code, "confirmation_code", new FieldName("email"), to, "email-12", "123456", null, "de-AT", [new PurposeName("newsletter")],
        new DateTimeOffset(2026, 7, 3, 12, 15, 0, TimeSpan.FromHours(2)));

    public static ComposedMessage Notice(string id = "msg_2", string to = "old@x.test") =>
        Code(id, to) with { Kind = MessageKind.ChangeNotice, Code = null, CancelToken = "stop", Language = null, OptsIn = [] };

    public static WebhookMessagePort PortTo(string url, TimeProvider? time = null, byte key = 1)
    {
        var settings = new MessageSettings { Url = url, AllowLoopbackHttp = true };
        settings.Secrets.Add(Keys.Text(key));
        return new WebhookMessagePort(settings, time ?? TimeProvider.System);
    }
}
