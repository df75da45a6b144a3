using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using IdentityGrains.Formats.Policies;

namespace IdentityGrains.Scenarios.Given;

/// <summary>The people who govern the shop's policy: one writes, two approve, and the first puts it in force.</summary>
public sealed class PolicyBoard(Shop shop)
{
    private const string Author = "anna";

    /// <summary>Brings a document into force by the whole of its way; the answer to the activation.</summary>
    public async Task<Told> Activate(string document)
    {
        var told = await Activate(await Approved(document), new { });
        Assert.Equal(HttpStatusCode.OK, told.Status);
        return told;
    }

    /// <summary>Brings a document as far as its activation; its hash.</summary>
    public async Task<string> Approved(string document)
    {
        var hash = PolicyDocument.HashOf(document);
        Assert.Equal(HttpStatusCode.Created, (await Propose(document)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Approve(hash, "petra", "chief-privacy-officer")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Approve(hash, "david", "head-of-customer-data")).Status);
        return hash;
    }

    /// <summary>Brings the document of the policy file into force, changed; the file follows.</summary>
    public async Task<Told> Activate(Func<string, string> change)
    {
        var document = change(await File.ReadAllTextAsync(shop.PolicyFile));
        var told = await Activate(document);
        await File.WriteAllTextAsync(shop.PolicyFile, document);
        return told;
    }

    /// <summary>Proposes a document.</summary>
    public Task<Told> Propose(string document)
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(document));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");
        return shop.PostAs(Author, "policy-author", "/v1/policies", body);
    }

    /// <summary>Approves in a role that the person holds.</summary>
    public Task<Told> Approve(string hash, string person, string role) =>
        shop.PostAs(person, role, $"/v1/policies/{hash}/approvals", JsonContent.Create(new { role }));

    /// <summary>Activates.</summary>
    public Task<Told> Activate(string hash, object body) =>
        shop.PostAs(Author, "policy-author", $"/v1/policies/{hash}/activation", JsonContent.Create(body));

    /// <summary>Waits until every customer was visited under the policy in force.</summary>
    public Task Swept() => Eventually.Holds(async () =>
        (await shop.Get("commerce", "/v1/policy")).Body.GetProperty("sweep").GetProperty("finished").GetBoolean());
}
