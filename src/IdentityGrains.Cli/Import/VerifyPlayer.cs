using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Inbox;

namespace IdentityGrains.Cli.Import;

/// <summary>
/// Plays what a line does about a contact point. A line names the message that it needs by its place among those that came to the address, so that whoever
/// plays it again brings the same code under the same name.
/// </summary>
internal sealed class VerifyPlayer(GatewayClient gateway, ImportActs acts, InboxClient? inbox)
{
    /// <summary>Does it; null when it was left out, which is told to the line.</summary>
    public async Task<Reply?> Do(Played played, Verify verify, string? subjectToken, CancellationToken ct)
    {
        FoundMessage? message = null;
        if (verify.How is VerifyWord.Confirm or VerifyWord.Wrong or VerifyWord.Cancel)
        {
            if (inbox is null)
            {
                played.Skip(LineReport.NoInbox);
                return null;
            }

            message = await Find(played, verify, subjectToken, ct);
            if (message is null)
            {
                played.Skip(LineReport.NoMessage);
                return null;
            }
        }

        return await gateway.Send(acts.Verify(played.Line, verify, message, played.Token, subjectToken), ct);
    }

    /// <summary>What it did, when it was accepted.</summary>
    public static DoneKind KindOf(Verify verify) => verify.How switch
    {
        VerifyWord.Request => DoneKind.CodeRequested, VerifyWord.Cancel => DoneKind.Cancelled, VerifyWord.Doubt => DoneKind.Doubted, _ => DoneKind.Confirmed,
    };

    // An inbox that was emptied since has no code for who asked before: another one can be had.
    private async Task<FoundMessage?> Find(Played played, Verify verify, string? subjectToken, CancellationToken ct)
    {
        var kind = verify.How == VerifyWord.Cancel ? FoundMessage.Notice : FoundMessage.WithCode;
        var found = await inbox!.Find(kind, verify.Field, verify.To!, verify.Nth, ct);
        if (found is not null || verify.How != VerifyWord.Confirm)
        {
            return found;
        }

        var reply = await gateway.Send(acts.Verify(played.Line, verify with { How = VerifyWord.Request }, null, played.Token, subjectToken), ct);
        if (!reply.Succeeded)
        {
            return null;
        }

        played.Take(reply, DoneKind.CodeRequested);
        return await inbox.Find(kind, verify.Field, verify.To!, 1, ct);
    }
}
