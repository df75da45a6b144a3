using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using IdentityGrains.Gateway.Acknowledgements;
using IdentityGrains.Gateway.Consents;
using IdentityGrains.Gateway.Customers;
using IdentityGrains.Gateway.Exceptions;
using IdentityGrains.Gateway.Explanations;
using IdentityGrains.Gateway.Fields;
using IdentityGrains.Gateway.Governance;
using IdentityGrains.Gateway.Health;
using IdentityGrains.Gateway.Problems;
using IdentityGrains.Gateway.Reading;
using IdentityGrains.Gateway.Reconciling;
using IdentityGrains.Gateway.Restriction;
using IdentityGrains.Gateway.Rollback;
using IdentityGrains.Gateway.Signals;
using IdentityGrains.Gateway.Subscriptions;
using IdentityGrains.Gateway.Uses;
using IdentityGrains.Gateway.Verifications;

namespace IdentityGrains.Gateway.Intake;

/// <summary>How the API's bodies are read and written: camelCase, nothing unknown, nothing twice, nothing absent, words for enumerations.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = JsonScan.MaxDepth,
    Converters = [typeof(FieldValueConverter)])]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(AttachKeyBody))]
[JsonSerializable(typeof(AssertBody))]
[JsonSerializable(typeof(ConsentBody))]
[JsonSerializable(typeof(RestrictionBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(ReceiptBody))]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(JournalBody))]
[JsonSerializable(typeof(HoldingsBody))]
[JsonSerializable(typeof(ExplanationBody))]
[JsonSerializable(typeof(PolicyBody))]
[JsonSerializable(typeof(DeliveriesBody))]
[JsonSerializable(typeof(AuthorityBody))]
[JsonSerializable(typeof(DecideBody))]
[JsonSerializable(typeof(UseBody))]
[JsonSerializable(typeof(AckBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(VersionBody))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(SignalBody))]
[JsonSerializable(typeof(RollbackBody))]
[JsonSerializable(typeof(RollbackPreviewBody))]
[JsonSerializable(typeof(PoliciesBody))]
[JsonSerializable(typeof(ProposalBody))]
[JsonSerializable(typeof(ApproveBody))]
[JsonSerializable(typeof(ActivateBody))]
[JsonSerializable(typeof(ActivationBody))]
[JsonSerializable(typeof(StartRunBody))]
[JsonSerializable(typeof(RunBegunBody))]
[JsonSerializable(typeof(RunsBody))]
[JsonSerializable(typeof(RunReportBody))]
[JsonSerializable(typeof(DriftsBody))]
[JsonSerializable(typeof(DriftMapBody))]
[JsonSerializable(typeof(AcceptDriftBody))]
[JsonSerializable(typeof(AcceptedDriftBody))]
[JsonSerializable(typeof(OpenWithdrawalsBody))]
[JsonSerializable(typeof(DisclosuresBody))]
[JsonSerializable(typeof(WithdrawalsBody))]
[JsonSerializable(typeof(ExceptionsBody))]
[JsonSerializable(typeof(ExceptionStoryBody))]
[JsonSerializable(typeof(AcknowledgeBody))]
[JsonSerializable(typeof(ResolveBody))]
[JsonSerializable(typeof(AcceptBody))]
[JsonSerializable(typeof(SubscribeBody))]
[JsonSerializable(typeof(SubscriptionBody))]
[JsonSerializable(typeof(SubscriptionsBody))]
[JsonSerializable(typeof(SignedSubscriptionBody))]
internal sealed partial class GatewayJson : JsonSerializerContext;
