using System.Net.Http.Json;
using System.Text;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>F25: another policy comes into force through the API, stricter and looser in turn.</summary>
internal sealed class PolicyChange(PolicyShelf shelf, IReadOnlyList<Door> doors, Credentials credentials) : Fault
{
    private const string Author = "policy-author";
    private int _changes;

    public override string Number => "F25";

    public override async Task<Bite> Strike(Scene scene)
    {
        var document = shelf.Next(++_changes);
        var hash = PolicyDocument.HashOf(document);
        var door = doors[scene.Random.Next(doors.Count)];
        var yaml = new ByteArrayContent(Encoding.UTF8.GetBytes(document)) { Headers = { ContentType = new("application/yaml") } };
        await Ask(HttpStatusCode.Created, "/v1/policies", "anna", Author, yaml);
        await Ask(HttpStatusCode.OK, $"/v1/policies/{hash}/approvals", "petra", "chief-privacy-officer", JsonContent.Create(new { role = "chief-privacy-officer" }));
        await Ask(HttpStatusCode.OK, $"/v1/policies/{hash}/approvals", "david", "head-of-customer-data", JsonContent.Create(new { role = "head-of-customer-data" }));
        var told = await Ask(HttpStatusCode.OK, $"/v1/policies/{hash}/activation", "anna", Author, JsonContent.Create(new { }));
        var epoch = JsonSerializer.Deserialize<JsonElement>(told).GetProperty("epoch").GetInt64();
        scene.Recorder.Activated(Recorder.Now, epoch, hash);
        return new Bite($"epoch {epoch} is in force");

        async Task<string> Ask(HttpStatusCode expected, string path, string person, string role, HttpContent content)
        {
            var (status, text) = await door.Send(HttpMethod.Post, path, credentials.Person(person, role), content, scene.Over);
            Assert.True(status == expected, $"{path}: {status} {text}");
            return text;
        }
    }
}
