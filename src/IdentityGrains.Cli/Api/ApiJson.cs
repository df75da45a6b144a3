using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdentityGrains.Cli.Api;

/// <summary>How the gateway's answers are read. What they say beyond is passed over: an older command line reads a newer gateway.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(PolicyInForce))]
[JsonSerializable(typeof(Deliveries))]
[JsonSerializable(typeof(ExplainedField))]
[JsonSerializable(typeof(KnownCustomer))]
[JsonSerializable(typeof(ProposedPolicies))]
[JsonSerializable(typeof(ProposedPolicy))]
[JsonSerializable(typeof(ActivatedPolicy))]
[JsonSerializable(typeof(ApprovalAsked))]
[JsonSerializable(typeof(Holdings))]
[JsonSerializable(typeof(RunAsked))]
[JsonSerializable(typeof(Runs))]
[JsonSerializable(typeof(RunReport))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>A problem's body.</summary>
internal sealed record ProblemBody(string? Type, string? Title, IReadOnlyList<PlaceError>? Errors);

/// <summary>The policy in force.</summary>
internal sealed record PolicyInForce(string Reference, long Epoch, string Document, PolicySweep? Sweep = null);

/// <summary>How far customers were visited since a policy is in force.</summary>
internal sealed record PolicySweep(long Visited, long Customers, bool Finished);

/// <summary>What was proposed.</summary>
internal sealed record ProposedPolicies(ImmutableArray<ProposedPolicy> Policies);

/// <summary>A proposed document as it stands.</summary>
internal sealed record ProposedPolicy(string Hash, string Reference, string Stage, string Author, ImmutableArray<PolicyApproval> Approvals);

/// <summary>Who approved a document, and whether it counts still.</summary>
internal sealed record PolicyApproval(string Principal, string Role, bool Counts);

/// <summary>What is in force since an activation.</summary>
internal sealed record ActivatedPolicy(string Hash, string Reference, long Epoch, int CutOff);

/// <summary>Asks to approve in a role.</summary>
internal sealed record ApprovalAsked(string Role);

/// <summary>How deliveries stand.</summary>
internal sealed record Deliveries(
    [property: JsonPropertyName("deliveries")] ImmutableArray<DeliveryCount> Counts);

/// <summary>How many deliveries of a platform stand in a state.</summary>
internal sealed record DeliveryCount(string Platform, string State, long Count);

/// <summary>Who a key belongs to.</summary>
internal sealed record KnownCustomer(string Customer, long Version);

/// <summary>Why a field is what it is, and who may know it.</summary>
internal sealed record ExplainedField(
    string Customer, long Version, string Field, string Policy, JsonElement Value, long ValueVersion, string State,
    ExplainedRule? Rule, ExplainedClaim? Winner, ImmutableArray<ExplainedClaim> Others, ImmutableArray<ExplainedRelease> Platforms);

/// <summary>One claim, what became of it and why.</summary>
internal sealed record ExplainedClaim(
    string Claim, string Source, DateTimeOffset ObservedAt, string Proof, JsonElement Value, bool Verified, int? Rank, string Outcome, string Reason,
    ExplainedChange? Change = null);

/// <summary>The first single change with which a claim would win.</summary>
internal sealed record ExplainedChange(string Kind, string? To, string Sentence);

/// <summary>A field's rule, in the words of the policy.</summary>
internal sealed record ExplainedRule(
    string SystemOfRecord, ImmutableArray<ExplainedRank> Ranks, string LowerRank, string EqualRank, string BlankOverValue, string StaleAssertion,
    string UnverifiedOverVerified, string? ValidFor);

/// <summary>A source's standing for a field.</summary>
internal sealed record ExplainedRank(string Source, int Rank, string MinProof, ImmutableArray<string> Requires, bool FillOnly, string? When);

/// <summary>Whether a platform may know a value.</summary>
internal sealed record ExplainedRelease(
    string Platform, bool Released, string? Purpose, string? Basis, string? Why, ImmutableArray<ExplainedPurpose> Purposes);

/// <summary>Why one purpose does not permit it.</summary>
internal sealed record ExplainedPurpose(string Purpose, string Why);
