using System.Net;
using System.Text.Json;
using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Import;
using IdentityGrains.Cli.Tests.Given;

namespace IdentityGrains.Cli.Tests.Import;

public sealed class ImporterTests
{
    private static readonly string[] Lines =
    [
        .. Enumerable.Range(0, 400).Select(n =>
            Files.Line(n % 3 == 0 ? "crm" : "commerce", $"k{n % 40}", n % 3 == 0 ? $"commerce/k{n % 40}" : null, $$""" "assert":{"n":"{{n}}"} """)),
    ];

    [Fact]
    public async Task The_lines_of_one_person_are_played_in_the_order_of_the_file()
    {
        using var wire = new Wire(_ => Wire.Receipt());
        var state = new ImportState();

        await Import(wire, state, Lines);

        Assert.Equal((400L, 400L), (state.Lines, state.Tally.Assertions));
        var said = wire.Sent.Where(s => s.Path.EndsWith("/assertions", StringComparison.Ordinal)).GroupBy(s => s.Path.Split('/')[^2]);
        Assert.All(said, person => Assert.Equal(person.Select(NumberOf).Order(), person.Select(NumberOf)));
    }

    [Fact]
    public async Task An_import_that_stops_knows_how_far_it_is_and_goes_on_from_there()
    {
        var answered = 0;
        using var failing = new Wire(_ => Interlocked.Increment(ref answered) > 150
            ? Wire.Problem(HttpStatusCode.ServiceUnavailable, "store-unavailable") : Wire.Receipt());
        var state = new ImportState();

        await Assert.ThrowsAsync<GatewayException>(() => Import(failing, state, Lines));
        Assert.InRange(state.Lines, 0, 399);

        using var wire = new Wire(_ => Wire.Receipt());
        await Import(wire, state, Lines);

        Assert.Equal((400L, 400L), (state.Lines, state.Tally.Assertions));
        var said = failing.Sent.Concat(wire.Sent).Where(s => s.Path.EndsWith("/assertions", StringComparison.Ordinal));
        Assert.Equal(Lines.Length, said.Select(NumberOf).Distinct().Count());
    }

    [Fact]
    public async Task A_refused_line_stops_nobody()
    {
        using var wire = new Wire(s => s.Body.Contains("\"n\":\"7\"", StringComparison.Ordinal)
            ? Wire.Problem(HttpStatusCode.Forbidden, "field-authority-denied") : Wire.Receipt());
        var state = new ImportState();

        await Import(wire, state, Lines);

        Assert.Equal((400L, 399L), (state.Lines, state.Tally.Assertions));
        Assert.Equal(8, Assert.Single(state.Refused).Line);
    }

    private static async Task Import(Wire wire, ImportState state, string[] lines)
    {
        var time = new HurriedTime();
        using var gateway = new GatewayClient(new Uri("http://gateway.test"), TimeSpan.FromMinutes(2), time, wire);
        var survey = await Files.Survey(lines);
        var ledger = new ImportLedger(state, _ => { }, new Unwatched(), time);
        var player = new LinePlayer(gateway, new NamedCredentials("commerce", "crm"), survey);
        await new Importer(player, ledger, 8).Play(Files.Of(lines), survey, state.Lines, TestContext.Current.CancellationToken);
    }

    private static int NumberOf(Sent sent)
    {
        using var body = JsonDocument.Parse(sent.Body);
        return int.Parse(body.RootElement.GetProperty("fields").GetProperty("n").GetString()!);
    }

    private sealed class Unwatched : IImportWitness
    {
        public void Reached(long line)
        {
        }

        public void Refused(RefusedLine refused)
        {
        }

        public void Skipped(SkippedLine skipped)
        {
        }
    }
}
