using System.Text.Json;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Product;

public class BadAssertionTests(ProductServer product)
{
    // The numbers of the table; those between were struck out of it.
    private static readonly int[] Numbers = [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 20, 21, 22, 23];

    public static TheoryData<BadAssertion> Refused => [.. BadAssertion.Refused];

    public static TheoryData<TakenAssertion> Taken => [.. BadAssertion.Taken];

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_assertion_is_refused_and_leaves_nothing(BadAssertion bad)
    {
        var (key, customer) = await Create(BadAssertion.Refused.Index().Single(r => r.Item == bad).Index, "refused");

        var answer = await product.As(bad.By).Post((bad.Whom ?? customer) + "/assertions", key + "-a", Body(bad.Fields));

        Assert.Equal((bad.Status, bad.Slug), (answer.Status, answer.Slug));
        Assert.Equal(bad.Pointer, answer.Body.TryGetProperty("errors", out _) && bad.Pointer is not null ? answer.Pointer : null);
        Assert.DoesNotContain("ana", answer.Body.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (await product.As("nhi:crm-cdc").Get(customer)).Version);
    }

    [Theory]
    [MemberData(nameof(Taken), DisableDiscoveryEnumeration = true)]
    public async Task What_only_looks_bad_is_taken_as_it_is(TakenAssertion taken)
    {
        var (key, customer) = await Create(BadAssertion.Taken.Index().Single(r => r.Item == taken).Index, "taken");

        var answer = await product.As(taken.By).Post(customer + "/assertions", key + "-a", Body($"{{\"{taken.Field}\":{taken.Said}}}"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(taken.Outcome, answer.Body.GetProperty("fields")[0].GetProperty("outcome").GetString());
        var field = (await product.As("nhi:crm-cdc").Get(customer)).Body.GetProperty("fields").EnumerateArray().Single();
        var prefix = taken.Outcome == "pending" ? "pending" : "";
        Assert.Equal(Text(taken.Stored), field.GetProperty(prefix.Length > 0 ? prefix : "value").GetString());
        Assert.Equal(taken.Written, field.GetProperty(prefix.Length > 0 ? prefix + "Written" : "written").GetString());
    }

    [Fact]
    public async Task AS14_whoever_answers_for_a_source_that_proves_too_little_is_told_and_no_value_with_it()
    {
        var (key, customer) = await Create(0, "unproven");
        var id = (await product.As("nhi:crm-cdc").Get(customer)).Text("customer");

        var answer = await product.As("nhi:web-bff").Post(customer + "/assertions", key + "-a", Body("{\"given_name\":\"Mallory\"}"));

        Assert.Equal(200, answer.Status);
        var exception = await Opened(id);
        Assert.Equal(
            ("unproven_source", "given_name", "self_service", "high", "role:head-of-customer-data"),
            (exception.GetProperty("kind").GetString(), exception.GetProperty("field").GetString(), exception.GetProperty("source").GetString(),
                exception.GetProperty("severity").GetString(), exception.GetProperty("assignee").GetString()));
        Assert.DoesNotContain("Mallory", exception.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AS16_what_is_known_already_corroborates_and_changes_nothing()
    {
        var (key, customer) = await Create(0, "known");
        var crm = product.As("nhi:crm-cdc");

        await crm.Post(customer + "/assertions", key + "-a", Body("{\"given_name\":\"Ana\"}"));
        var again = await crm.Post(customer + "/assertions", key + "-b", Body("{\"given_name\":\"Ana\"}"));

        Assert.Equal(200, again.Status);
        var field = again.Body.GetProperty("fields")[0];
        Assert.Equal(("corroborates", false), (field.GetProperty("outcome").GetString(), field.GetProperty("changed").GetBoolean()));
    }

    [Fact]
    public void Every_number_of_the_table_is_tried_or_waits()
    {
        var rows = BadAssertion.Refused.Select(r => r.Row).Concat(BadAssertion.Taken.Select(r => r.Row)).Concat(BadAssertion.NotYet)
            .Append(nameof(AS16_what_is_known_already_corroborates_and_changes_nothing).Replace('_', ' '));
        Assert.Equal(Numbers, rows.Select(r => int.Parse(r.Split(' ')[0][2..])).Distinct().Order());
    }

    private async Task<JsonElement> Opened(string customer)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var told = (await product.AsPerson("david", "head-of-customer-data").Get("/v1/exceptions?customer=" + customer)).Body.GetProperty("exceptions");
            if (told.GetArrayLength() > 0)
            {
                return told.EnumerateArray().Single();
            }

            await again.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static string? Text(string json) => JsonSerializer.Deserialize<string?>(json);

    private string Body(string fields) => $"{{\"observedAt\":\"{product.Observed()}\",\"fields\":{fields}}}";

    private async Task<(string Key, string Address)> Create(int index, string kind)
    {
        var key = $"bad-assertion-{kind}-{index}";
        var created = await product.As("nhi:crm-cdc").Post("/v1/customers", key,
            $"{{\"observedAt\":\"{product.Observed()}\",\"key\":{{\"source\":\"crm\",\"key\":\"{key}\"}}}}");
        Assert.Equal(201, created.Status);
        return (key, $"/v1/customers/by-key/crm/{key}");
    }
}
