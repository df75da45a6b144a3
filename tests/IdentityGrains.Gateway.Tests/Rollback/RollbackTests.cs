using System.Text.Json;
using IdentityGrains.Gateway.Tests.Product;
using Xunit;

namespace IdentityGrains.Gateway.Tests.Rollback;

public class RollbackTests(ProductServer product)
{
    private const string Approved = """
        [{"kind":"case_reference","reference":"C-1"},{"kind":"second_approver","reference":"S-2"}]
        """;

    private readonly ApiCaller _console = product.As("oidc:workforce");

    [Fact]
    public async Task A_change_set_is_previewed_and_then_undone()
    {
        var ana = await Named("Ana", "Eva");

        var preview = await _console.Ask(Path(ana, "/preview"), Body("\"changeSet\":4"));
        Assert.Equal((200, 4L), (preview.Status, preview.Body.GetProperty("decisionVersion").GetInt64()));
        var field = Assert.Single(preview.Body.GetProperty("fields").EnumerateArray());
        Assert.Equal(
            ("given_name", true, "Eva", "Ana", 1, 1, 0),
            (field.GetProperty("field").GetString(), field.GetProperty("valueChanges").GetBoolean(), field.GetProperty("before").GetString(),
                field.GetProperty("after").GetString(), Count(field, "stopped"), Count(field, "returned"), Count(field, "replaced")));
        Assert.Equal(4, (await ana.Reads()).Version);

        var body = Body("\"changeSet\":4");
        var undone = await _console.Post(Path(ana), "undo-1", body);
        Assert.Equal((200, 5L, "\"5\""), (undone.Status, undone.Version, undone.Headers["ETag"]));
        Assert.Equal("Ana", await GivenName(ana));
        Assert.Equal("true", (await _console.Post(Path(ana), "undo-1", body)).Headers["Idempotent-Replay"]);
    }

    [Fact]
    public async Task A_field_goes_back_to_a_version()
    {
        var ana = await Named("Ana", "Eva", "Mia");

        Assert.Equal(200, (await _console.Post(Path(ana), "back-1", Body("\"field\":\"given_name\",\"toVersion\":3"))).Status);

        Assert.Equal("Ana", await GivenName(ana));
    }

    [Fact]
    public async Task What_made_the_record_stricter_is_not_undone()
    {
        var ana = await Named("Ana");
        await ana.Does("consents", $$"""{"observedAt":"{{product.Observed()}}","purpose":"personalisation","decision":"withdrawn"}""");

        var refused = await _console.Post(Path(ana), "stricter-1", Body("\"changeSet\":4"));
        var preview = await _console.Ask(Path(ana, "/preview"), Body("\"changeSet\":4"));

        Assert.Equal((409, "only-stricter"), (refused.Status, refused.Slug));
        Assert.Equal((409, "only-stricter"), (preview.Status, preview.Slug));
    }

    /// <summary>What is asked, and what it gets; of a preview the same.</summary>
    public static TheoryData<string, int, string, string?> Bad => new()
    {
        { "\"changeSet\":99", 404, "version-not-found", "/changeSet" },
        { "\"field\":\"given_name\",\"toVersion\":99", 404, "version-not-found", "/toVersion" },
        { "\"field\":\"shoe_size\",\"toVersion\":2", 422, "unknown-field", "/field" },
        { "\"field\":\"Shoe size\",\"toVersion\":2", 422, "unknown-field", "/field" },
        { "\"field\":\"given_name\"", 400, "validation-failed", "/toVersion" },
        { "\"toVersion\":2", 400, "validation-failed", "/field" },
        { "\"changeSet\":0", 400, "validation-failed", "/changeSet" },
        { "\"changeSet\":2.5", 400, "validation-failed", "/changeSet" },
        { "\"changeSet\":\"2\"", 400, "validation-failed", "/changeSet" },
        { "\"changeSet\":2,\"field\":\"given_name\",\"toVersion\":2", 400, "validation-failed", "/changeSet" },
        { "\"reason\":\"because\"", 400, "unknown-property", "/reason" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_undone_is_refused_where_it_is_wrong(string scope, int status, string slug, string? pointer)
    {
        var ana = await Named("Ana");

        var act = await _console.Post(Path(ana), "bad-1", Body(scope));
        var preview = await _console.Ask(Path(ana, "/preview"), Body(scope));

        Assert.Equal((status, slug, pointer), (act.Status, act.Slug, act.Pointer));
        Assert.Equal((status, slug, pointer), (preview.Status, preview.Slug, preview.Pointer));
        Assert.Equal(3, (await ana.Reads()).Version);
    }

    [Fact]
    public async Task Only_people_at_a_console_may_with_all_that_the_policy_asks_of_them()
    {
        var ana = await Named("Ana");
        const string OneHand = """[{"kind":"case_reference","reference":"C-1"}]""";

        var crm = await product.As("nhi:crm-cdc").Post(Path(ana), "crm-1", Body("\"changeSet\":3"));
        var herself = await ana.Does("rollbacks", Body("\"changeSet\":3"));
        var alone = await _console.Post(Path(ana), "alone-1", Body("\"changeSet\":3", OneHand));
        var curious = await product.As("nhi:crm-cdc").Ask(Path(ana, "/preview"), Body("\"changeSet\":3"));

        Assert.Equal((403, "not-authoritative"), (crm.Status, crm.Slug));
        Assert.Equal((403, "not-authoritative"), (herself.Status, herself.Slug));
        Assert.Equal((422, "evidence-missing", "/evidence"), (alone.Status, alone.Slug, alone.Pointer));
        Assert.Equal((403, "not-authoritative"), (curious.Status, curious.Slug));
    }

    private static int Count(JsonElement field, string name) => field.GetProperty(name).GetInt32();

    private static string Path(Person whom, string more = "") => $"/v1/customers/{whom.Id}/rollbacks{more}";

    private string Body(string scope, string evidence = Approved) => $$"""{"observedAt":"{{product.Observed()}}",{{scope}},"evidence":{{evidence}}}""";

    // Version 1 begins, 2 says how old she is, and then every name is a version.
    private async Task<Person> Named(params string[] names)
    {
        var person = await Person.Aged(product, 30);
        foreach (var name in names)
        {
            Assert.Equal(200, (await person.Says(new { given_name = name })).Status);
        }

        return person;
    }

    private static async Task<string?> GivenName(Person person) => (await person.Reads()).Body.GetProperty("fields").EnumerateArray()
        .Single(f => f.GetProperty("field").GetString() == "given_name").GetProperty("value").GetString();
}
