using IdentityGrains.Client.Governance;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IdentityGrains.Grains.Tests.Governance;

public sealed class PolicyActivationTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("activation-").FullName;
    private readonly SendGate _gate = new();
    private SqliteStore _store = null!;
    private PoliciesInForce _policies = null!;
    private PolicyDesk _desk = null!;
    private PolicyActivation _activation = null!;
    private string _sample = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _sample = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml"), Now);
        _store = SqliteStore.Open(new SqliteStoreOptions { Folder = _folder }, TimeProvider.System);
        _policies = new PoliciesInForce(_store.Policies);
        await _policies.Activate(_sample, PolicyDocument.HashOf(_sample), _store.Clock.Now, Now);
        _desk = new PolicyDesk(_store.Policies, _policies, _store.Clock);
        _activation = new PolicyActivation(
            _store.Policies, _policies, _gate, _store.Clock, TimeProvider.System, NullLogger<PolicyActivation>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nobody_is_told_that_a_policy_is_in_force_while_a_request_of_an_older_one_is_under_way()
    {
        var hash = await Approved("2026.07.2");
        var request = _gate.Begin(1);

        var activation = Activate(hash);
        Assert.IsType<PolicyAnswer.Busy>(await Activate(hash));
        Assert.False(activation.IsCompleted);
        request.Dispose();

        var told = Assert.IsType<PolicyAnswer.Activated>(await activation);
        Assert.Equal((2L, 0), (told.InForce.Epoch, told.CutOff));
    }

    [Fact]
    public async Task What_is_in_force_already_is_answered_as_it_is()
    {
        var hash = await Approved("2026.07.2");
        var first = Assert.IsType<PolicyAnswer.Activated>(await Activate(hash));

        Assert.Equal(first, await Activate(hash));
    }

    [Fact]
    public async Task A_document_whose_approvals_were_for_the_place_of_an_older_policy_needs_others()
    {
        var (second, third) = (await Approved("2026.07.2"), await Approved("2026.07.3"));
        Assert.IsType<PolicyAnswer.Activated>(await Activate(second));

        Assert.Equal(ActivationRefusal.NotApproved, Assert.IsType<PolicyAnswer.Refused>(await Activate(third)).Why);
        Assert.Equal(PolicyStage.Tested, (await _desk.Find(third, Now))!.Stage);
    }

    [Fact]
    public async Task Whoever_asks_while_the_policy_changes_is_told_what_stays_true()
    {
        var asked = _store.Clock.Now.AddDays(1);
        var before = await _policies.At(asked, Now);
        var hash = await Approved("2026.07.2");

        var told = Assert.IsType<PolicyAnswer.Activated>(await Activate(hash));

        Assert.True(told.InForce.ActivatedAt > asked);
        Assert.Equal(before.Reference, (await _policies.At(asked, Now)).Reference);
        Assert.Equal("brightmart-retail@2026.07.2", (await _policies.At(told.InForce.ActivatedAt, Now)).Reference);
    }

    [Fact]
    public async Task Who_asks_during_the_write_waits_for_it()
    {
        var hash = await Approved("2026.07.2");
        Task<Domain.Policies.Policy>? asked = null;

        await _policies.Change(_store.Clock, at =>
        {
            asked = _policies.At(at, Now).AsTask();
            Assert.False(asked.IsCompleted);
            Assert.True(_policies.At(at - Instants.Step, Now).AsTask().IsCompletedSuccessfully);
            return _store.Policies.ActivateProposal(hash, 1, PrincipalId.System, at, Now);
        });

        Assert.Equal("brightmart-retail@2026.07.2", (await asked!).Reference);
    }

    [Fact]
    public async Task Repeated_proposals_are_one_and_keep_their_author()
    {
        var document = _sample.Replace("2026.07.1", "2026.07.2", StringComparison.Ordinal);
        await _desk.Propose(document, Person("anna", ActivationLaw.Author), Now);
        var again = Assert.IsType<PolicyAnswer.Done>(await _desk.Propose(document, Person("bob", ActivationLaw.Author), Now));

        Assert.Equal("oidc:workforce/anna", again.Line.Proposal.Author.Value);
        Assert.Single(await _desk.List(10, Now));
    }

    private Task<PolicyAnswer> Activate(string hash) => _activation.Activate(hash, null, Person("anna", ActivationLaw.Author));

    private async Task<string> Approved(string version)
    {
        var document = _sample.Replace("2026.07.1", version, StringComparison.Ordinal);
        var hash = PolicyDocument.HashOf(document);
        Assert.IsType<PolicyAnswer.Done>(await _desk.Propose(document, Person("anna", ActivationLaw.Author), Now));
        foreach (var (who, role) in new[] { ("petra", "chief-privacy-officer"), ("david", "head-of-customer-data") })
        {
            Assert.IsType<PolicyAnswer.Done>(await _desk.Approve(hash, role, Person(who, role), Now));
        }

        return hash;
    }

    private static Caller Person(string name, string role) =>
        new(new PrincipalId("oidc:workforce/" + name), ProofLevel.ServiceAuthenticated, null) { Roles = [role] };
}
