using System.Net;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Given;
using IdentityGrains.Domain.Callers;

namespace IdentityGrains.Cli.Tests.Import;

public class LinePlayerTests
{
    private const string Created = "/v1/customers";

    [Fact]
    public async Task A_key_that_nobody_knows_begins_a_record_and_then_speaks()
    {
        using var wire = new Wire(_ => Wire.Receipt("""{"field":"language","outcome":"winner","changed":true}"""));

        var report = Assert.Single(await Play(wire, Files.Line("commerce", "C-1")));

        Assert.Equal([Created, "/v1/customers/by-key/commerce/C-1/assertions"], wire.Sent.Select(s => s.Path));
        Assert.Equal([DoneKind.Created, DoneKind.Asserted], report.Done.Select(d => d.Kind));
        Assert.All(wire.Sent, s => Assert.Equal("token-of-commerce", s.Token));
        Assert.Equal("""{"observedAt":"2026-07-01T10:00:00Z","fields":{"language":"de"}}""", wire.Sent[1].Body);
    }

    [Fact]
    public async Task A_known_key_takes_the_new_one_to_its_customer()
    {
        using var wire = new Wire(_ => Wire.Receipt());

        var reports = await Play(wire, Files.Line("commerce", "C-1"), Files.Line("crm", "a", "commerce/C-1"));

        Assert.Equal([DoneKind.Linked, DoneKind.Asserted], reports[1].Done.Select(d => d.Kind));
        Assert.Contains(wire.Sent, s => s.Path == "/v1/customers/by-key/commerce/C-1/keys" && s.Body.Contains("\"source\":\"crm\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_whose_acquaintance_is_unknown_begins_a_record_of_its_own()
    {
        using var wire = new Wire(s => s.Path.EndsWith("/keys", StringComparison.Ordinal)
            ? Wire.Problem(HttpStatusCode.NotFound, "subject-not-found") : Wire.Receipt());

        var report = Assert.Single(await Play(wire, Files.Line("crm", "a", "commerce/C-1")));

        Assert.Equal([DoneKind.UnknownLink, DoneKind.Created, DoneKind.Asserted], report.Done.Select(d => d.Kind));
        Assert.Empty(report.Refused);
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_a_refusal_and_the_rest_is_said_under_it()
    {
        using var wire = new Wire(s => s.Path.EndsWith("/keys", StringComparison.Ordinal)
            ? Wire.Problem(HttpStatusCode.Conflict, "key-taken") : Wire.Receipt());

        var report = Assert.Single(await Play(wire, Files.Line("crm", "a", "commerce/C-1")));

        Assert.Equal("key-taken", Assert.Single(report.Refused).Problem);
        Assert.Equal([DoneKind.Asserted], report.Done.Select(d => d.Kind));
        Assert.DoesNotContain(wire.Sent, s => s.Path == Created);
    }

    [Fact]
    public async Task A_customer_that_exists_is_no_refusal()
    {
        using var wire = new Wire(s => s.Path == Created ? Wire.Problem(HttpStatusCode.Conflict, "customer-exists") : Wire.Receipt());

        var report = Assert.Single(await Play(wire, Files.Line("commerce", "C-1")));

        Assert.Equal([DoneKind.KnownKey, DoneKind.Asserted], report.Done.Select(d => d.Kind));
    }

    [Fact]
    public async Task A_later_line_introduces_the_key_when_the_first_one_could_not()
    {
        var (creations, known) = (0, false);
        using var wire = new Wire(s =>
        {
            if (s.Path != Created)
            {
                return known ? Wire.Receipt() : Wire.Problem(HttpStatusCode.NotFound, "subject-not-found");
            }

            known = ++creations > 1;
            return known ? Wire.Receipt() : Wire.Problem(HttpStatusCode.UnprocessableEntity, "observed-in-future");
        });

        var reports = await Play(wire, Files.Line("commerce", "C-1"), Files.Line("commerce", "C-1"));

        Assert.Equal(["observed-in-future", "subject-not-found"], reports[0].Refused.Select(r => r.Problem));
        Assert.Equal([DoneKind.Created, DoneKind.Asserted], reports[1].Done.Select(d => d.Kind));
    }

    [Fact]
    public async Task A_signed_in_line_carries_its_customer()
    {
        const string Said = """ "signedIn":true,"consent":{"purpose":"email_marketing","decision":"withdrawn"} """;
        using var wire = new Wire(_ => Wire.Receipt());

        var report = Assert.Single(await Play(wire, Files.Line("self_service", "acc", said: Said)));

        Assert.Equal([null, "cus_00000000000000000000000000000001-at-self_service"], wire.Sent.Select(s => s.Subject));
        Assert.Equal([DoneKind.Created, DoneKind.Withdrawn], report.Done.Select(d => d.Kind));
    }

    [Fact]
    public async Task A_signed_in_line_of_a_key_that_was_known_asks_whose_it_is()
    {
        const string Said = """ "signedIn":true,"restriction":"restrict" """;
        using var wire = new Wire(s => s.Path == Created ? Wire.Problem(HttpStatusCode.Conflict, "customer-exists") : Wire.Receipt());

        await Play(wire, Files.Line("self_service", "acc", said: Said));

        Assert.Equal(["POST", "GET", "POST"], wire.Sent.Select(s => s.Method));
        Assert.StartsWith("cus_", wire.Sent[2].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_act_of_a_file_has_one_name_for_ever()
    {
        string[] file = [Files.Line("commerce", "C-1"), Files.Line("crm", "a", "commerce/C-1")];
        using var wire = new Wire(_ => Wire.Receipt());

        await Play(wire, file);
        var names = wire.Sent.Select(s => s.IdempotencyKey).ToArray();
        await Play(wire, file);

        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(names, wire.Sent.Skip(names.Length).Select(s => s.IdempotencyKey));
    }

    [Fact]
    public async Task A_source_that_signs_signs_each_act_for_whom_its_address_names()
    {
        const string Said = """ "assert":{"given_name":"Ana","phone_mobile":null},"evidence":[] """;
        using var wire = new Wire(_ => Wire.Receipt());

        await Play(wire, Files.Line("commerce", "C-1"), Files.Line("pos", "R-1", "commerce/C-1", Said));

        string Signed(int act, string key, string text) => $"{wire.Sent[act].IdempotencyKey} of {key}: {CommandText.DigestOf(text)}";
        Assert.Equal([null, null], wire.Sent.Take(2).Select(s => s.Signature));
        Assert.Equal(
            [
                Signed(2, "commerce/C-1", """{"act":"attachKey","key":{"key":"R-1","source":"pos"},"observedAt":"2026-07-01T10:00:00.000000Z"}"""),
                Signed(3, "pos/R-1",
                    """{"act":"assertFields","fields":{"given_name":"Ana","phone_mobile":null},"observedAt":"2026-07-01T10:00:00.000000Z"}"""),
            ],
            wire.Sent.Skip(2).Select(s => s.Signature));
    }

    [Fact]
    public async Task What_is_no_act_goes_unsigned_and_the_gateway_says_what_is_wrong()
    {
        using var wire = new Wire(_ => Wire.Receipt());

        await Play(wire, Files.Line("pos", "R-1", said: """ "assert":{"given_name":1.5} """));

        Assert.Null(wire.Sent[1].Signature);
    }

    [Fact]
    public async Task Without_an_inbox_a_line_that_brings_a_code_is_left_out_and_one_that_needs_none_is_played()
    {
        const string Code = """ "verify":{"field":"email","how":"confirm","to":"a@b.example"} """, Bounce = """
            "verify":{"field":"email","how":"doubt","to":"a@b.example"}
            """;
        using var wire = new Wire(_ => Wire.Receipt());

        var reports = await Play(wire, Files.Line("commerce", "C-1"), Files.Line("commerce", "C-1", said: Code), Files.Line("commerce", "C-1", said: Bounce));

        Assert.Equal([null, LineReport.NoInbox, null], reports.Select(r => r.Skipped));
        Assert.Equal(DoneKind.Doubted, Assert.Single(reports[2].Done).Kind);
        Assert.Equal(
            """{"observedAt":"2026-07-01T10:00:00Z","act":"doubt","value":"a@b.example"}""",
            wire.Sent.Single(s => s.Path.EndsWith("/verifications/email", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public async Task What_is_no_line_or_no_source_is_refused_without_asking()
    {
        using var wire = new Wire(_ => Wire.Receipt());

        var reports = await Play(wire, "nonsense", Files.Line("stranger", "x"));

        Assert.Equal(["malformed-line", "unknown-source"], reports.SelectMany(r => r.Refused).Select(r => r.Problem));
        Assert.Empty(wire.Sent);
    }

    private static async Task<List<LineReport>> Play(Wire wire, params string[] lines)
    {
        using var gateway = new GatewayClient(new Uri("http://gateway.test"), TimeSpan.FromMinutes(2), new HurriedTime(), wire);
        var player = new LinePlayer(gateway, new NamedCredentials("commerce", "crm", "self_service", NamedCredentials.Signing), await Files.Survey(lines));
        var reports = new List<LineReport>();
        foreach (var read in await Files.Read(Files.Of(lines)))
        {
            reports.Add(await player.Play(read, TestContext.Current.CancellationToken));
        }

        return reports;
    }
}
