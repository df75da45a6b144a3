using System.Net.Http.Headers;
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
    private const int MostTries = 60;

    // One who approved and did not hear of it.
    private const string Approved = "approved-already";
    private static readonly (string, string)[] Approvers = [("petra", "chief-privacy-officer"), ("david", "head-of-customer-data")];

    private int _changes;

    public override string Number => "F25";

    public override async Task<Bite> Strike(Scene scene)
    {
        var document = shelf.Next(++_changes);
        var hash = PolicyDocument.HashOf(document);
        await Ask(scene, HttpStatusCode.Created, "/v1/policies", "anna", Author, () => Yaml(document));
        foreach (var (person, role) in Approvers)
        {
            await Ask(scene, HttpStatusCode.OK, $"/v1/policies/{hash}/approvals", person, role, () => JsonContent.Create(new { role }));
        }

        var told = await Ask(scene, HttpStatusCode.OK, $"/v1/policies/{hash}/activation", "anna", Author, () => JsonContent.Create(new { }));
        var epoch = JsonSerializer.Deserialize<JsonElement>(told).GetProperty("epoch").GetInt64();
        scene.Recorder.Activated(Recorder.Now, epoch, hash);
        return new Bite($"epoch {epoch} is in force");
    }

    private static ByteArrayContent Yaml(string document) =>
        new(Encoding.UTF8.GetBytes(document)) { Headers = { ContentType = new MediaTypeHeaderValue("application/yaml") } };

    // As any caller would: what is unknown is asked again, and then a refusal may mean that it had taken effect.
    private async Task<string> Ask(Scene scene, HttpStatusCode expected, string path, string person, string role, Func<HttpContent> content)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var tries = 1; ; tries++)
        {
            var door = doors[scene.Random.Next(doors.Count)];
            try
            {
                var (status, text) = await door.Send(HttpMethod.Post, path, credentials.Person(person, role), content(), scene.Over);
                var mayBeDone = status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity || text.Contains(Approved, StringComparison.Ordinal);
                if (status == expected || (tries > 1 && mayBeDone))
                {
                    return text;
                }

                Assert.True(status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{path}: {status} {text}");
            }
            catch (Exception e) when (e is HttpRequestException or System.Net.Sockets.SocketException)
            {
                // The door is dead at the moment.
            }

            Assert.True(tries < MostTries, $"{path} was asked {tries} times.");
            await pause.WaitForNextTickAsync(scene.Over);
        }
    }
}
