using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Consents;

/// <summary>Consents, signals and verifications as they should not come, and what each of them gets.</summary>
public class BadConsentTests(ProductServer product)
{
    private const string Grant = """ "observedAt":"{at}","purpose":"personalisation","decision":"granted" """;
    private const string Notice = """ ,"noticeVersion":"n-2026-05" """;
    private const string Case = """ ,"evidence":[{"kind":"case_reference","reference":"C-1"}] """;
    private const string Withdrawal = """ "observedAt":"{at}","purpose":"personalisation","decision":"withdrawn" """;

    /// <summary>What comes, from whom by age, to which address, and what it gets.</summary>
    public static TheoryData<string, int, string, string, int, string, string> Bad => new()
    {
        { "a grant without a notice", 30, "consents", $"{{{Grant}}}", 422, "notice-unknown", "/noticeVersion" },
        { "a grant on a notice that never was", 30, "consents", $"{{{Grant},\"noticeVersion\":\"n-3026-05\"}}", 422, "notice-unknown", "/noticeVersion" },
        { "a grant on an earlier notice", 30, "consents", $"{{{Grant},\"noticeVersion\":\"n-2026-04\"}}", 422, "notice-unknown", "/noticeVersion" },
        {
            "a grant to a purpose that is none", 30, "consents",
            $"{{{Grant.Replace("personalisation", "fortune_telling", StringComparison.Ordinal)}{Notice}}}",
            422, "unknown-purpose", "/purpose"
        },
        {
            "yes and no in one act", 30, "consents",
            "{" + Grant.Replace("\"granted\"", "[\"granted\",\"withdrawn\"]", StringComparison.Ordinal) + "}",
            400, "validation-failed", "/decision"
        },
        { "yes, and then no, in one body", 30, "consents", $"{{{Grant},\"decision\":\"withdrawn\"}}", 400, "duplicate-property", "/decision" },
        { "a grant by a child", 12, "consents", $"{{{Grant}{Notice}}}", 403, "age-gate", "/purpose" },
        { "a guardian's grant without a mandate", 12, "consents", $"{{{Grant}{Notice},\"by\":\"guardian\"}}", 422, "evidence-missing", "/evidence" },
        { "a guardian's grant for a grown-up", 30, "consents", $"{{{Grant}{Notice}{Case},\"by\":\"guardian\"}}", 403, "needs-own-decision", "/purpose" },
        {
            "a guardian's grant of what children are kept from", 12, "consents",
            $"{{{Grant.Replace("personalisation", "ads_sharing", StringComparison.Ordinal)}{Notice}{Case},\"by\":\"guardian\"}}",
            403, "age-gate", "/purpose"
        },
        { "a grant by somebody else", 30, "consents", $"{{{Grant}{Notice},\"by\":\"neighbour\"}}", 400, "validation-failed", "/by" },
        {
            "a grant dated ahead", 30, "consents",
            $"{{{Grant.Replace("{at}", "2199-01-01T00:00:00Z", StringComparison.Ordinal)}{Notice}}}",
            422, "observed-in-future", "/observedAt"
        },
        { "a signal that is none", 30, "signals", """{"observedAt":"{at}","kind":"gpc","text":"2"}""", 422, "signal-invalid", "/text" },
        { "a consent string that is cut off", 30, "signals", """{"observedAt":"{at}","kind":"tcf","text":"CPX"}""", 422, "signal-invalid", "/text" },
        { "a signal of no standard", 30, "signals", """{"observedAt":"{at}","kind":"dnt","text":"1"}""", 400, "validation-failed", "/kind" },
        { "a code that nobody asked for", 30, "verifications/email", """{"observedAt":"{at}","act":"confirm","code":"123456"}""", 422, "code-invalid", "" },
        {
            "a code for a verification that is over", 30, "verifications/email",
            """{"observedAt":"{at}","act":"confirm","code":"123456","verification":"email-2"}""",
            409, "version-conflict", ""
        },
        {
            "a code request where nothing is to be verified", 30, "verifications/email",
            """{"observedAt":"{at}","act":"request"}""",
            422, "nothing-to-verify", "/email"
        },
        { "a code for what is no contact point", 30, "verifications/given_name", """{"observedAt":"{at}","act":"request"}""", 422, "unknown-field", "" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Is_refused_where_it_is_wrong_and_leaves_nothing_behind(
        string what, int age, string act, string body, int status, string slug, string pointer)
    {
        var somebody = await Person.Aged(product, age);
        var before = (await somebody.Reads()).Version;

        var answer = await somebody.Does(act, body.Replace("{at}", product.Observed(), StringComparison.Ordinal));

        Assert.True((status, slug) == (answer.Status, answer.Slug), $"{what}: {answer.Status} {answer.Slug}");
        if (pointer.Length > 0)
        {
            Assert.EndsWith(pointer, answer.Pointer, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await somebody.Reads()).Version);
    }

    /// <summary>Withdrawals that lack whatever may be lacking, or hold what nobody needs.</summary>
    public static TheoryData<string, string> Withdrawals => new()
    {
        { "nothing but itself", $"{{{Withdrawal}}}" },
        { "a notice that never was", $"{{{Withdrawal},\"noticeVersion\":\"n-1\"}}" },
        { "evidence that no rule asks for", $"{{{Withdrawal},\"evidence\":[{{\"kind\":\"postcard\",\"reference\":\"1\"}}]}}" },
        { "a date that is still to come", $"{{{Withdrawal.Replace("{at}", "2199-01-01T00:00:00Z", StringComparison.Ordinal)}}}" },
        { "evidence of a kind that can be none", $"{{{Withdrawal},\"evidence\":[{{\"kind\":\"A b\",\"reference\":\"1\"}}]}}" },
        { "evidence without a reference", $"{{{Withdrawal},\"evidence\":[{{\"kind\":\"case_reference\"}},null,7]}}" },
        { "evidence with more than there is of evidence", $"{{{Withdrawal},\"evidence\":[{{\"kind\":\"case_reference\",\"reference\":\"1\",\"x\":1}}]}}" },
        { "a text for evidence", $"{{{Withdrawal},\"evidence\":\"on the telephone\"}}" },
        { "nothing for evidence", $"{{{Withdrawal},\"evidence\":null}}" },
        {
            "more evidence than is kept",
            $"{{{Withdrawal},\"evidence\":[{string.Join(',', Enumerable.Repeat("{\"kind\":\"case_reference\",\"reference\":\"1\"}", 17))}]}}"
        },
        { "a guardian's word for a grown-up", $"{{{Withdrawal},\"by\":\"guardian\"}}" },
    };

    [Theory]
    [MemberData(nameof(Withdrawals))]
    public async Task A_withdrawal_is_heard_also_of_what_was_never_given_and_with(string what, string body)
    {
        var somebody = await Person.Aged(product, 30);

        var answer = await somebody.Does("consents", body.Replace("{at}", product.Observed(), StringComparison.Ordinal), signedIn: false);

        Assert.True(answer.Status == 200, $"{what}: {answer.Status}");
        Assert.False((await somebody.Consent("personalisation")).GetProperty("permitted").GetBoolean());
    }

    [Fact]
    public async Task A_grant_that_comes_late_is_recorded_and_the_withdrawal_stays()
    {
        var somebody = await Person.Aged(product, 30);
        await somebody.Does("consents", $"{{{Withdrawal}}}".Replace("{at}", product.Observed(10), StringComparison.Ordinal));

        var late = await somebody.Does("consents", $"{{{Grant}{Notice}}}".Replace("{at}", product.Observed(20), StringComparison.Ordinal));

        Assert.Equal((200, 4L), (late.Status, late.Version));
        Assert.Equal("denied", (await somebody.Consent("personalisation")).GetProperty("stance").GetString());
    }

    [Fact]
    public async Task A_code_request_too_many_is_refused_and_everything_else_goes_on()
    {
        var somebody = await Person.Aged(product, 30);
        await somebody.Says(new { email = "ana@flooded.example" });

        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add(await somebody.Does("verifications/email", $$"""{"observedAt":"{{product.Observed()}}","act":"request"}"""));
        }

        Assert.All(answers, a => Assert.Equal((429, "rate-limited", "30"), (a.Status, a.Slug, a.Headers["Retry-After"])));
        Assert.Equal(200, (await somebody.Says(new { given_name = "Ana" })).Status);
    }

    [Fact]
    public async Task Every_wrong_code_is_told_the_same_and_the_last_of_five_locks()
    {
        var somebody = await Person.Aged(product, 30);
        await somebody.Says(new { email = "ana@guessed.example" });

        var told = new List<string>();
        foreach (var code in new[] { "abcdef", "１２３４５６", "0", "1234567", " 12345", "99999x" })
        {
            var answer = await somebody.Does("verifications/email", $$"""{"observedAt":"{{product.Observed()}}","act":"confirm","code":"{{code}}"}""");
            told.Add($"{answer.Status} {answer.Slug} {answer.Text("title")}");
        }

        Assert.Single(told.Distinct());
        Assert.StartsWith("422 code-invalid", told[0], StringComparison.Ordinal);
        var email = (await somebody.Reads()).Body.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == "email");
        Assert.Equal(0, email.GetProperty("verification").GetProperty("attemptsLeft").GetInt32());
    }

    [Fact]
    public async Task Who_only_opens_the_address_of_a_verification_confirms_nothing()
    {
        var somebody = await Person.Aged(product, 30);
        Assert.Equal(405, (await product.As("nhi:web-bff").Get($"/v1/customers/{somebody.Id}/verifications/email")).Status);
    }
}
