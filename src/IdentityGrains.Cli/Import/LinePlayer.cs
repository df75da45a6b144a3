using System.Collections.Concurrent;
using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Inbox;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Import;

/// <summary>Plays one line: makes sure that its key names somebody, then says what the line says, with the credential of the line's own source.</summary>
internal sealed class LinePlayer
{
    private const int MostRemembered = 100_000;
    private const string NobodyThere = "subject-not-found";
    private const string ThereAlready = "customer-exists";

    private readonly GatewayClient _gateway;
    private readonly ICredentials _credentials;
    private readonly Survey _survey;
    private readonly ImportActs _acts;
    private readonly VerifyPlayer _verifying;
    private readonly ConcurrentDictionary<NativeKey, CustomerId> _known = new();

    /// <summary>Plays the lines of a file.</summary>
    /// <param name="gateway">Whom it asks.</param>
    /// <param name="credentials">With whose word.</param>
    /// <param name="survey">What the whole file tells.</param>
    /// <param name="inbox">Where codes come; null when they come nowhere, and lines that need one are left out.</param>
    public LinePlayer(GatewayClient gateway, ICredentials credentials, Survey survey, InboxClient? inbox = null)
    {
        (_gateway, _credentials, _survey) = (gateway, credentials, survey);
        _acts = new ImportActs(survey.File, credentials);
        _verifying = new VerifyPlayer(gateway, _acts, inbox);
    }

    /// <summary>Plays a line and tells what became of it.</summary>
    public async Task<LineReport> Play(ReadLine read, CancellationToken ct)
    {
        if (read.Line is not { } line)
        {
            var errors = read.Faults.Select(f => new PlaceError(f.Place, f.Code));
            return new LineReport(read.Number, [], [new(read.Number, "malformed-line", "The line cannot be read.", [.. errors])]);
        }

        if (_credentials.Of(line.Own.Source) is not { } token)
        {
            return new LineReport(line.Number, [], [new(line.Number, "unknown-source", "The policy in force knows no such source.", [])]);
        }

        var played = new Played(line, token);
        var introduction = _survey.IntroductionOf(line);
        await Introduce(played, introduction, ct);
        var reply = await Say(played, ct);
        if (reply?.Problem?.Slug == NobodyThere && !introduction.First)
        {
            // The line that should have introduced the key was refused; this one may do better.
            await Introduce(played, new Introduction(First: true, line.Knows is { } known ? [known] : []), ct);
            reply = await Say(played, ct);
        }

        if (reply is not null)
        {
            played.Take(reply, KindOf(line));
        }

        return played.Report();
    }

    private async Task Introduce(Played played, Introduction introduction, CancellationToken ct)
    {
        var unknown = true;
        foreach (var (place, known) in introduction.Through.Index())
        {
            var reply = await _gateway.Send(_acts.Attach(played.Line, known, place, played.Token), ct);
            if (reply.Problem?.Slug == NobodyThere)
            {
                played.Take(DoneKind.UnknownLink);
                continue;
            }

            // Also when it is refused: a key that is taken names somebody.
            played.Take(reply, introduction.First && unknown ? DoneKind.Linked : DoneKind.KnownKey);
            unknown = false;
            Remember(played.Line, reply);
        }

        if (!introduction.First || !unknown)
        {
            return;
        }

        var created = await _gateway.Send(_acts.Create(played.Line, played.Token), ct);
        if (created.Problem?.Slug == ThereAlready)
        {
            played.Take(DoneKind.KnownKey);
            return;
        }

        played.Take(created, DoneKind.Created);
        Remember(played.Line, created);
    }

    private async Task<Reply?> Say(Played played, CancellationToken ct)
    {
        var line = played.Line;
        var subject = line is { SignedIn: true, Act: not SaidAct.Nothing } && await Whose(played, ct) is { } customer
            ? _credentials.OfSubject(customer, line.Own.Source)
            : null;
        return line.Act == SaidAct.Verify ? await _verifying.Do(played, Verify.Read(line.Said)!, subject, ct)
            : _acts.Say(line, played.Token, subject) is { } request ? await _gateway.Send(request, ct) : null;
    }

    private async Task<CustomerId?> Whose(Played played, CancellationToken ct)
    {
        if (_known.TryGetValue(played.Line.Own, out var known))
        {
            return known;
        }

        var reply = await _gateway.Send(new ApiRequest(HttpMethod.Get, ImportActs.PathOf(played.Line.Own), played.Token), ct);
        return reply.Succeeded && CustomerId.TryParse(reply.Body.Deserialize(ApiJson.Default.KnownCustomer)?.Customer, out var customer)
            ? Remember(played.Line.Own, customer)
            : null;
    }

    private void Remember(ImportLine line, Reply reply)
    {
        if (reply.Succeeded && CustomerId.TryParse(reply.Receipt.Customer, out var customer))
        {
            Remember(line.Own, customer);
        }
    }

    private CustomerId Remember(NativeKey key, CustomerId customer)
    {
        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        return _known[key] = customer;
    }

    private static DoneKind KindOf(ImportLine line) => line.Act switch
    {
        SaidAct.Assert => DoneKind.Asserted,
        SaidAct.Restriction => DoneKind.Restricted,
        SaidAct.Verify => VerifyPlayer.KindOf(Verify.Read(line.Said)!),
        SaidAct.Signal => DoneKind.Signalled,
        _ => line.Said.TryGetProperty("decision", out var said) && said.ValueEquals("withdrawn") ? DoneKind.Withdrawn : DoneKind.Granted,
    };
}
