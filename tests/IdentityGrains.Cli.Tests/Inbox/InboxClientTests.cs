using IdentityGrains.Cli.Inbox;
using IdentityGrains.Cli.Tests.Tour;

namespace IdentityGrains.Cli.Tests.Inbox;

/// <summary>The real inbox, after the sample's half year.</summary>
public class InboxClientTests(Happened sample)
{
    private const string Ana = "ana.sousa@mail.example";

    [Fact]
    public async Task The_message_of_a_place_is_found_again_and_again()
    {
        using var inbox = new InboxClient(new Uri(sample.Host.Simulator!.Url), TimeProvider.System);
        var first = await Find(inbox, FoundMessage.WithCode, "email");

        Assert.Equal(first, await Find(inbox, FoundMessage.WithCode, "email"));
        Assert.NotNull(first!.Code);
        Assert.Equal($"message {first.Number}", first.ToString());
    }

    private static Task<FoundMessage?> Find(InboxClient inbox, string kind, string field) =>
        inbox.Find(kind, field, Ana, 1, TestContext.Current.CancellationToken);
}
