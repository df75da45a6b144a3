using IdentityGrains.Formats.Policies;
using IdentityGrains.Gateway.Door;
using C = IdentityGrains.Gateway.Problems.Catalogue;

namespace IdentityGrains.Gateway.Governance;

/// <summary>
/// The life of a policy before it is in force. A document is named by its hash, so every act may be repeated without an idempotency key: the same again is
/// the same.
/// </summary>
internal static class PolicyRoutes
{
    private const string Tag = "governance";

    public static void Map(RouteGroupBuilder api)
    {
        api.Map(HttpMethods.Post, "/policies", "proposePolicy", PolicyActs.Propose)
            .WithTags(Tag).WithSummary("Propose a policy document")
            .WithDescription("The document is linted and its own tests run; every place that is wrong is named by a pointer into it.")
            .WithMetadata(new TakesBodyOf(PolicyDocument.MostBytes), new AnswersWith("Location"))
            .Accepts<string>("application/yaml").Produces<ProposalBody>(StatusCodes.Status201Created)
            .Fails(
                C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.PolicyMalformed, C.InvalidCredential, C.CredentialExpired,
                C.WrongEnvironment, C.Forbidden, C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.PolicyInvalid, C.RateLimited,
                C.OutcomeUnknown, C.StoreUnavailable);
        api.Map(HttpMethods.Get, "/policies", "listPolicies", PolicyActs.List)
            .WithTags(Tag).WithSummary("List what was proposed, the newest first").Produces<PoliciesBody>()
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
        api.Map(HttpMethods.Get, "/policies/{hash}", "getProposedPolicy", PolicyActs.Read)
            .WithTags(Tag).WithSummary("Read a proposed document and where it stands").Produces<ProposalBody>()
            .Fails(C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.PolicyNotFound, C.NotAcceptable, C.RateLimited, C.StoreUnavailable);
        api.Map(HttpMethods.Post, "/policies/{hash}/approvals", "approvePolicy", PolicyActs.Approve)
            .WithTags(Tag).WithSummary("Approve that a document take the place of the policy in force")
            .WithDescription("Whose approvals are asked for says the policy in force. An approval is over when another policy comes into force.")
            .Accepts<ApproveBody>("application/json").Produces<ProposalBody>().Fails([.. OfBodies, C.ApprovalInvalid, C.PolicyBusy]);
        api.Map(HttpMethods.Post, "/policies/{hash}/activation", "activatePolicy", PolicyActs.Activate)
            .WithTags(Tag).WithSummary("Put an approved document in force")
            .WithDescription(
                "Answered once no entry is recorded and nothing is sent under an older policy any more. Then every customer is visited; GET /v1/policy "
                + "tells how far that is. The document in force already is answered as it is.")
            .Accepts<ActivateBody>("application/json").Produces<ActivationBody>()
            .Fails([.. OfBodies, C.PolicyNotApproved, C.PolicyBusy, C.PolicyInvalid, C.PolicyIncompatible, C.ValidationFailed.Unprocessable]);
    }

    private static readonly Problems.Problem[] OfBodies =
    [
        C.AmbiguousCredentials, C.CredentialInUrl, C.ValidationFailed, C.MalformedJson, C.InvalidUnicode, C.InvalidUnicode.Unprocessable,
        C.DuplicateProperty, C.UnknownProperty, C.TooDeep, C.InvalidCredential, C.CredentialExpired, C.WrongEnvironment, C.Forbidden, C.PolicyNotFound,
        C.NotAcceptable, C.PayloadTooLarge, C.UnsupportedMediaType, C.RateLimited, C.OutcomeUnknown, C.StoreUnavailable,
    ];
}
