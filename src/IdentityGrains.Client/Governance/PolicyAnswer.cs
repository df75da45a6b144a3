using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Policies.Activation;
using Orleans;

namespace IdentityGrains.Client.Governance;

/// <summary>What became of an act on a policy document. What is refused had no effect.</summary>
[GenerateSerializer, Immutable, Alias("policy-answer")]
public abstract record PolicyAnswer
{
    private PolicyAnswer()
    {
    }

    /// <summary>It is durable, or was before.</summary>
    /// <param name="Line">The document as it stands now.</param>
    [GenerateSerializer, Immutable, Alias("policy-answer.done")]
    public sealed record Done([property: Id(0)] ProposedPolicy Line) : PolicyAnswer;

    /// <summary>It is in force. No entry is committed under an older epoch any more, and nothing that an older one permitted is still leaving.</summary>
    /// <param name="InForce">What is in force.</param>
    /// <param name="CutOff">How many requests to platforms were cut off because they had not ended in time.</param>
    [GenerateSerializer, Immutable, Alias("policy-answer.activated")]
    public sealed record Activated([property: Id(0)] PolicyInForce InForce, [property: Id(1)] int CutOff) : PolicyAnswer;

    /// <summary>The document is no policy, or fails its own tests.</summary>
    /// <param name="Malformed">True when its text cannot be read at all.</param>
    /// <param name="Faults">Every place that is wrong, as a pointer into the document.</param>
    [GenerateSerializer, Immutable, Alias("policy-answer.unsound")]
    public sealed record Unsound([property: Id(0)] bool Malformed, [property: Id(1)] ImmutableArray<Fault> Faults) : PolicyAnswer;

    /// <summary>The law of activation says no.</summary>
    /// <param name="Why">The first refusal in order of precedence.</param>
    /// <param name="Faults">Every place that breaks that rule; empty where it is not one of places.</param>
    [GenerateSerializer, Immutable, Alias("policy-answer.refused")]
    public sealed record Refused([property: Id(0)] ActivationRefusal Why, [property: Id(1)] ImmutableArray<Fault> Faults) : PolicyAnswer;

    /// <summary>Nobody proposed a document of that hash.</summary>
    [GenerateSerializer, Immutable, Alias("policy-answer.no-proposal")]
    public sealed record NoProposal : PolicyAnswer;

    /// <summary>Another policy is being activated.</summary>
    [GenerateSerializer, Immutable, Alias("policy-answer.busy")]
    public sealed record Busy : PolicyAnswer;
}

/// <summary>A proposed document as it stands.</summary>
/// <param name="Proposal">Who proposed and who approved it.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Epoch">The epoch in force when this was told: approvals of others do not count any more.</param>
/// <param name="Document">Its text; null in a list.</param>
[GenerateSerializer, Immutable, Alias("proposed-policy")]
public sealed record ProposedPolicy(
    [property: Id(0)] Proposal Proposal, [property: Id(1)] PolicyStage Stage, [property: Id(2)] long Epoch, [property: Id(3)] string? Document);

/// <summary>How far customers were visited since the policy in force is.</summary>
/// <param name="Epoch">The epoch in force.</param>
/// <param name="Visited">How many were visited under it.</param>
/// <param name="Customers">How many there are to visit, as far as is counted.</param>
/// <param name="Finished">True when every one was.</param>
[GenerateSerializer, Immutable, Alias("sweep-progress")]
public sealed record SweepProgress(
    [property: Id(0)] long Epoch, [property: Id(1)] long Visited, [property: Id(2)] long Customers, [property: Id(3)] bool Finished);
