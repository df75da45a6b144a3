using IdentityGrains.Domain.Policies.Activation;
using IdentityGrains.Storage.Journal;
using IdentityGrains.Storage.Tests.Given;

namespace IdentityGrains.Storage.Tests.Journal;

/// <summary>What every store promises of policies that are proposed, approved and put in force.</summary>
public abstract class ProposalContract
{
    private static readonly PrincipalId Anna = new("oidc:workforce/anna");
    private static readonly string First = new('a', 64);
    private static readonly string Second = new('b', 64);

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    protected abstract IPolicies Policies { get; }

    [Fact]
    public async Task A_proposal_is_whoever_proposed_it_first()
    {
        var kept = await Policies.Propose(Draft(First, "anna", 0), Now);
        var again = await Policies.Propose(Draft(First, "bob", 1), Now);

        Assert.Equal(kept.Proposal, again.Proposal with { Approvals = kept.Proposal.Approvals });
        Assert.Equal((Anna, "document " + First[..1], false), (again.Proposal.Author, again.Document, again.WasInForce));
        Assert.Equal("document a", (await Policies.FindProposal(First, Now))!.Document);
        Assert.Null(await Policies.FindProposal(Second, Now));
    }

    [Fact]
    public async Task Proposals_come_newest_first_and_no_more_than_asked_for()
    {
        await Policies.Propose(Draft(First, "anna", 0), Now);
        await Policies.Propose(Draft(Second, "anna", 1), Now);

        Assert.Equal([Second, First], (await Policies.Proposals(10, Now)).Select(p => p.Proposal.Hash));
        Assert.Equal([Second], (await Policies.Proposals(1, Now)).Select(p => p.Proposal.Hash));
    }

    [Fact]
    public async Task One_person_and_one_role_approve_once_under_an_epoch()
    {
        await InForce("start");
        await Policies.Propose(Draft(First, "anna", 0), Now);

        Assert.True(await Policies.Approve(First, By("petra", "privacy", 1), Now));
        Assert.False(await Policies.Approve(First, By("petra", "data", 1), Now));
        Assert.False(await Policies.Approve(First, By("david", "privacy", 1), Now));
        Assert.False(await Policies.Approve(First, By("david", "data", 2), Now));
        Assert.False(await Policies.Approve(Second, By("david", "data", 1), Now));
        Assert.True(await Policies.Approve(First, By("david", "data", 1), Now));
        await InForce("next");
        Assert.True(await Policies.Approve(First, By("petra", "privacy", 2), Now));

        var approvals = (await Policies.FindProposal(First, Now))!.Proposal.Approvals;
        Assert.Equal(
            ["david data 1", "petra privacy 1", "petra privacy 2"],
            approvals.Select(a => $"{a.Principal.Value.Split('/')[^1]} {a.Role} {a.Epoch}").Order());
    }

    [Fact]
    public async Task A_proposal_comes_into_force_only_in_the_place_of_the_epoch_that_was_meant()
    {
        await InForce("start");
        await Policies.Propose(Draft(First, "anna", 0), Now);
        await Policies.Propose(Draft(Second, "anna", 0), Now);

        var first = await Policies.ActivateProposal(First, 1, Anna, Author.Start.AddDays(1), Now);
        Assert.Null(await Policies.ActivateProposal(Second, 1, Anna, Author.Start.AddDays(2), Now));
        Assert.Null(await Policies.ActivateProposal(new string('c', 64), 2, Anna, Author.Start.AddDays(2), Now));

        Assert.Equal(new ActivePolicy(2, First, "document a", Author.Start.AddDays(1)), first);
        Assert.Equal(first, await Policies.Active(Now));
        Assert.Equal((true, false), ((await Policies.FindProposal(First, Now))!.WasInForce, (await Policies.FindProposal(Second, Now))!.WasInForce));
        Assert.Equal(
            [(First, true), (Second, false)],
            (await Policies.Proposals(9, Now)).OrderBy(p => p.Proposal.Hash).Select(p => (p.Proposal.Hash, p.WasInForce)));
    }

    [Fact]
    public async Task An_activation_dated_back_begins_after_the_one_before()
    {
        await InForce("start");
        await Policies.Propose(Draft(First, "anna", 0), Now);

        var next = await Policies.ActivateProposal(First, 1, Anna, Author.Start.AddDays(-1), Now);

        Assert.Equal(Author.Start + Instants.Step, next!.ActivatedAt);
    }

    [Fact]
    public async Task Of_many_who_activate_at_once_one_succeeds()
    {
        await InForce("start");
        var hashes = "abcdef".Select(c => new string(c, 64)).ToArray();
        foreach (var hash in hashes)
        {
            await Policies.Propose(Draft(hash, "anna", 0), Now);
        }

        var told = await Task.WhenAll(hashes.Select(h => Policies.ActivateProposal(h, 1, Anna, Author.Start.AddDays(1), Now)));

        Assert.Single(told.OfType<ActivePolicy>());
        Assert.Equal(2, (await Policies.Active(Now))!.Epoch);
    }

    private Task<ActivePolicy> InForce(string document) => Policies.Activate(document, document.PadRight(64, '0'), Author.Start, Now);

    private static PolicyDraft Draft(string hash, string author, int minute) => new(
        hash, "shop@1", "document " + hash[..1], new PrincipalId("oidc:workforce/" + author), Author.Start.AddMinutes(minute));

    private static Approval By(string who, string role, long epoch) => new(new PrincipalId("oidc:workforce/" + who), role, Author.Start.AddHours(epoch), epoch);
}
