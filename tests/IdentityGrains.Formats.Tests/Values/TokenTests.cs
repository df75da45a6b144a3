namespace IdentityGrains.Formats.Tests.Values;

public class TokenTests
{
    [Theory]
    [InlineData("date", "1900-01-01", "1900-01-01")]
    [InlineData("date", "2024-02-29", "2024-02-29")]
    [InlineData("region", "de", "DE")]
    [InlineData("region", "US-CA", "US-CA")]
    [InlineData("region", "eu", "EU")]
    [InlineData("region", "ROW", "ROW")]
    [InlineData("bcp47", "DE", "de")]
    [InlineData("bcp47", "pt-br", "pt-BR")]
    [InlineData("bcp47", "ZH-hant-tw", "zh-Hant-TW")]
    [InlineData("bcp47", "es-419", "es-419")]
    [InlineData("bcp47", "DE-1996", "de-1996")]
    [InlineData("bcp47", "sl-ROZAJ", "sl-rozaj")]
    [InlineData("bcp47", "de-X-BAYERN", "de-x-bayern")]
    [InlineData("enum", "gold", "gold")]
    [InlineData("enum", "B3", "B3")]
    [InlineData("enum", "loa2.substantial", "loa2.substantial")]
    public void A_token_is_stored_in_one_spelling(string type, string raw, string expected) => ReadsAs.Text(type, raw, expected);

    [Theory]
    [InlineData("date", "1800-01-01")]
    [InlineData("date", "2101-01-01")]
    [InlineData("date", "2025-02-29")]
    [InlineData("date", "2025-2-9")]
    [InlineData("date", "01.02.2025")]
    [InlineData("date", "2025-01-01T00:00:00Z")]
    [InlineData("date", "-0")]
    [InlineData("date", "٢٠٢٤-٠٢-٢٩")]
    [InlineData("region", "Germany")]
    [InlineData("region", "ZZ")]
    [InlineData("region", "ZZ-CA")]
    [InlineData("region", "US-CALI")]
    [InlineData("bcp47", "german")]
    [InlineData("bcp47", "de_DE")]
    [InlineData("bcp47", "de-")]
    [InlineData("bcp47", "d")]
    [InlineData("bcp47", "de-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd")]
    [InlineData("enum", "two words")]
    [InlineData("enum", "-x")]
    [InlineData("enum", "<b>")]
    [InlineData("enum", "éclair")]
    public void Anything_else_is_refused(string type, string raw) => ReadsAs.Fault(type, raw, "validation-failed");

    [Fact]
    public void A_token_has_at_most_64_characters()
    {
        ReadsAs.Text("enum", new string('x', 64), new string('x', 64));
        ReadsAs.Fault("enum", new string('x', 65), "validation-failed");
    }
}
