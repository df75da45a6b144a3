using System.Text.Json;
using IdentityGrains.Cli.LookBack;

namespace IdentityGrains.Cli.Tests.LookBack;

public class SheetsTests
{
    private const string Disclosure = """
        {"platform":"crm","recipient":"Salesforce EMEA Ltd","delivery":"dlv_1","version":2,"policy":"p@1",
         "fields":[{"field":"given_name","path":"FirstName","purpose":"service","basis":"gdpr-6-1-b","valueVersion":2,"cleared":false},
                   {"field":"email","path":"Email","purpose":null,"basis":null,"valueVersion":1,"cleared":true}],
         "attempts":[{"permit":1,"at":"2026-07-03T10:00:00Z","answeredAt":null,"outcome":[]},
                     {"permit":2,"at":"2026-07-03T10:01:00Z","answeredAt":null,"outcome":[]}],
         "level":"confirmed","levels":[{"level":"applied","at":"2026-07-03T10:01:01Z"},{"level":"confirmed","at":"2026-07-03T10:02:00Z"}],"more":false}
        """;

    [Fact]
    public void A_disclosure_has_a_row_for_each_field_with_who_received_it_and_why() => Assert.Equal(
        """
        at,recipient,platform,field,purpose,basis,policy,version,attempts,level,since
        2026-07-03 10:00:00,Salesforce EMEA Ltd,crm,given_name,service,gdpr-6-1-b,p@1,2,2,confirmed,2026-07-03 10:02:00
        2026-07-03 10:00:00,Salesforce EMEA Ltd,crm,email,(cleared),,p@1,2,2,confirmed,2026-07-03 10:02:00

        """.ReplaceLineEndings("\r\n"),
        Sheets.Disclosures.Csv([Parsed(Disclosure)]));

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("0051x", "0051x")]
    public void What_a_platform_chose_is_a_text_in_every_spreadsheet(string by, string cell)
    {
        var drift = JsonSerializer.SerializeToElement(new
        {
            foundAt = "2026-07-03T10:00:00Z", customer = "cus_1", platform = "crm", field = "email", kind = "changed_there", by, stage = "left", left = "loop",
        });

        Assert.Contains($",changed_there,{cell},left,loop\r\n", Sheets.Drift.Csv([drift]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_withdrawal_that_no_platform_had_to_follow_has_a_row_all_the_same()
    {
        var withdrawal = Parsed("""
            {"version":4,"recordedAt":"2026-07-03T10:00:00Z","principal":"nhi:web-bff","changes":[{"event":"consent-withdrawn.1","concerns":"email_marketing"}],
             "fencedAt":null,"platforms":[]}
            """);

        Assert.EndsWith("4,2026-07-03 10:00:00,email_marketing,,,,,,\r\n", Sheets.Followed.Csv([withdrawal]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_withdrawal_has_a_row_for_each_platform_with_how_long_it_took()
    {
        var withdrawal = Parsed("""
            {"version":4,"recordedAt":"2026-07-03T10:00:00Z","principal":"nhi:web-bff","changes":[{"event":"consent-withdrawn.1","concerns":"email_marketing"}],
             "fencedAt":"2026-07-03T10:00:00Z",
             "platforms":[{"platform":"marketing","recipient":"Braze Inc","fields":["email","given_name"],"stage":"taken_back",
             "delivery":"confirmed","reason":null,"levels":[],"elapsedSeconds":61.9,"lateSends":[]}]}
            """);

        Assert.EndsWith(
            "email_marketing,2026-07-03 10:00:00,marketing,email given_name,taken_back,00:01:01,0\r\n", Sheets.Followed.Csv([withdrawal]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_is_never_rounded_up()
    {
        var cell = Parsed("""
            {"platform":"crm","field":"email","run":1,"asOf":"2026-07-03T10:00:00Z","should":30000,"equal":29999,"drifting":1,"conformance":0.99997,"open":1,
             "kinds":{"changed_there":1},"worst":"medium","since":"2026-07-03T09:00:00Z"}
            """);

        Assert.Contains(",99.99 %,1,changed_there:1,medium,", Sheets.Map.Csv([cell]), StringComparison.Ordinal);
    }

    [Fact]
    public void As_json_it_is_what_was_answered() =>
        Assert.Equal("{\"cells\":[{\"a\":1},{\"a\":2}]}\n", Sheets.Map.Json([Parsed("{\"a\":1}"), Parsed("{\"a\": 2}")]));

    [Fact]
    public void For_people_it_is_a_table_that_says_how_many()
    {
        var text = new StringWriter();

        Sheets.Disclosures.Show(IdentityGrains.Cli.Look.Page.Paper(text), [Parsed(Disclosure)]);

        Assert.Contains("gdpr-6-1-b", text.ToString().ReplaceLineEndings(""), StringComparison.Ordinal);
        Assert.Contains("1 in all", text.ToString(), StringComparison.Ordinal);
    }

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;
}
