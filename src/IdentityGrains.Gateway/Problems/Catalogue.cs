using System.Collections.Frozen;

namespace IdentityGrains.Gateway.Problems;

/// <summary>Every problem that the gateway answers with. Slugs are part of the API: never rename one, never reuse one.</summary>
internal static class Catalogue
{
    public static readonly Problem BadRequest = new("bad-request", 400, "The request cannot be read.");
    public static readonly Problem MalformedJson = new("malformed-json", 400, "The body is not one JSON object.");
    public static readonly Problem InvalidUnicode = new("invalid-unicode", 400, "The text is not well-formed Unicode, or holds what no text may hold.");
    public static readonly Problem DuplicateProperty = new("duplicate-property", 400, "A property stands in the body twice.");
    public static readonly Problem UnknownProperty = new("unknown-property", 400, "The body has a property that this request does not know.");
    public static readonly Problem ValidationFailed = new("validation-failed", 400, "A part of the request is absent or has the wrong form.");
    public static readonly Problem InvalidFilter = new("invalid-filter", 400, "The filter compares what is not searched for, or is none.");
    public static readonly Problem TooManyResults = new("too-many-results", 400, "Nobody is told every customer; a filter names one.");
    public static readonly Problem InvalidPath = new("invalid-path", 400, "The path names no attribute that the resource can have.");
    public static readonly Problem NoTarget = new("no-target", 400, "The operation names nothing that it could change.");
    public static readonly Problem NotMutable = new("not-mutable", 400, "The attribute is not changed in this way; nothing was applied.");
    public static readonly Problem TooDeep = new("too-deep", 400, "The body is nested too deeply.");
    public static readonly Problem DuplicateParameter = new("duplicate-parameter", 400, "A parameter or header is given twice.");
    public static readonly Problem AmbiguousCredentials = new("ambiguous-credentials", 400, "The request carries more than one credential.");
    public static readonly Problem CredentialInUrl = new("credential-in-url", 400, "A credential stands in the address; treat it as disclosed.");

    public static readonly Problem InvalidCredential = new("invalid-credential", 401, "A valid bearer token is needed.");
    public static readonly Problem CredentialExpired = new("credential-expired", 401, "The token's time is over.");
    public static readonly Problem WrongEnvironment = new("wrong-environment", 401, "The token was issued for another environment.");
    public static readonly Problem InvalidSignature = new("invalid-signature", 401, "The signature is not the platform's.");

    public static readonly Problem Forbidden = new("forbidden", 403, "The caller may not do this.");
    public static readonly Problem MayNotCreate = new("may-not-create", 403, "The source may not create customers.");
    public static readonly Problem ForeignKey = new("foreign-key", 403, "A source may use its own native keys only.");
    public static readonly Problem FieldAuthorityDenied = new("field-authority-denied", 403, "The source may not assert these fields; nothing was applied.");
    public static readonly Problem NotAuthoritative = new("not-authoritative", 403, "This kind of source may not speak for the customer in this.");
    public static readonly Problem InsufficientProof = new("insufficient-proof", 403, "The origin of the request is proved too little for this act.");
    public static readonly Problem PurposeDenied = new("purpose-denied", 403, "The caller's contract does not permit the purpose.");

    public static readonly Problem NotFound = new("not-found", 404, "There is nothing at this address.");
    public static readonly Problem SubjectNotFound = new("subject-not-found", 404, "There is no such customer.");
    public static readonly Problem VersionNotFound = new("version-not-found", 404, "The customer's record has no such version.");
    public static readonly Problem DeliveryNotFound = new("delivery-not-found", 404, "Nothing of that id was ever sent to this platform.");
    public static readonly Problem MethodNotAllowed = new("method-not-allowed", 405, "The address does not take this method.");
    public static readonly Problem NotAcceptable = new("not-acceptable", 406, "The answer is of a type that the request does not accept.");
    public static readonly Problem RequestTimeout = new("request-timeout", 408, "The request did not arrive in time.");

    public static readonly Problem DeadlineExceeded = new("deadline-exceeded", 408, "The caller's deadline was over before it was begun; nothing was done.");

    public static readonly Problem CustomerExists = new("customer-exists", 409, "The customer exists already.");
    public static readonly Problem KeyTaken = new("key-taken", 409, "The native key belongs to another customer.");
    public static readonly Problem StaleAssertion = new("stale-assertion", 409, "The claim is older than the current value, and the field refuses those.");
    public static readonly Problem AckOutOfOrder = new("ack-out-of-order", 409, "The delivery is not the current one, or was not sent yet.");
    public static readonly Problem PayloadTooLarge = new("payload-too-large", 413, "The body is larger than the request may have.");
    public static readonly Problem UnsupportedMediaType =
        new("unsupported-media-type", 415, "The body is not of the type that the request takes, or has a content encoding.");

    public static readonly Problem TooManyItems = new("too-many-items", 422, "More is given than one customer or one request may hold.");
    public static readonly Problem ObservedInFuture = new("observed-in-future", 422, "What was observed lies in the future.");
    public static readonly Problem UnknownField = new("unknown-field", 422, "The policy in force knows no such field.");
    public static readonly Problem FieldImmutable = new("field-immutable", 422, "The field cannot change once it is set.");
    public static readonly Problem UnknownPurpose = new("unknown-purpose", 422, "The policy in force knows no such purpose.");
    public static readonly Problem UnknownPlatform = new("unknown-platform", 422, "The policy in force knows no such platform.");
    public static readonly Problem NoticeUnknown = new("notice-unknown", 422, "The consent names no notice, or not the one in force.");
    public static readonly Problem EvidenceUnknown = new("evidence-unknown", 422, "No rule of the policy asks for evidence of that kind.");
    public static readonly Problem EvidenceMissing = new("evidence-missing", 422, "Evidence that this act demands is absent.");
    public static readonly Problem InvalidEmail = new("invalid-email", 422, "The value is no e-mail address.");
    public static readonly Problem InvalidPhone = new("invalid-phone", 422, "The value is no telephone number.");
    public static readonly Problem InvalidCharacters = new("invalid-characters", 422, "The value holds characters that the field does not take.");
    public static readonly Problem IdempotencyKeyReused = new("idempotency-key-reused", 422, "The idempotency key was used for another request.");
    public static readonly Problem AckInvalid = new("ack-invalid", 422, "The acknowledgement claims what was never sent, or cannot be understood.");

    public static readonly Problem IdempotencyKeyRequired = new("idempotency-key-required", 428, "A write needs the header Idempotency-Key.");
    public static readonly Problem RateLimited = new("rate-limited", 429, "Too much is asked at once; nothing was done.") { RetryAfterSeconds = 1 };
    public static readonly Problem OutcomeUnknown =
        new("outcome-unknown", 503, "Whether it took effect is not known; ask again with the same idempotency key.") { RetryAfterSeconds = 1 };

    public static readonly Problem StoreUnavailable =
        new("store-unavailable", 503, "The record cannot be reached; nothing was done.") { RetryAfterSeconds = 2 };

    public static readonly Problem InvalidProof = new("invalid-proof", 403, "The source's signature does not hold for this act; nothing was done.");
    public static readonly Problem ReplayDetected = new("replay-detected", 401, "The signature was made for another act or by another caller.");
    public static readonly Problem PolicyMalformed = new("policy-malformed", 400, "The document is no YAML that says only what it seems to say.");
    public static readonly Problem ApprovalInvalid = new("approval-invalid", 403, "The caller may not approve this document in this role.");
    public static readonly Problem PolicyNotFound = new("policy-not-found", 404, "Nobody proposed a document of that hash.");
    public static readonly Problem PolicyNotApproved = new("policy-not-approved", 409, "Approvals are missing that the policy in force asks for.");
    public static readonly Problem PolicyBusy = new("policy-busy", 409, "Another policy is being activated.") { RetryAfterSeconds = 1 };
    public static readonly Problem PolicyInvalid = new("policy-invalid", 422, "The document is no policy, or fails its own tests.");
    public static readonly Problem PolicyIncompatible =
        new("policy-incompatible", 422, "The document lacks, or reads otherwise, what the record may use.");

    public static readonly Problem RunNotFound = new("reconciliation-not-found", 404, "There is no such run.");
    public static readonly Problem ExceptionNotFound = new("exception-not-found", 404, "There is no such exception.");
    public static readonly Problem ExceptionMoved = new("exception-moved", 409, "The exception does not stand where this could be done about it.");
    public static readonly Problem DriftNotFound = new("drift-not-found", 404, "Nothing of that field differs there, as far as is known.");
    public static readonly Problem DriftNotAcceptable = new("drift-not-acceptable", 409, "What stands there cannot be asserted; nobody was changed.");
    public static readonly Problem PlatformSilent =
        new("platform-silent", 503, "The platform does not show now what stands there; nothing was done.") { RetryAfterSeconds = 5 };

    public static readonly Problem NothingToVerify = new("nothing-to-verify", 422, "Nothing of that contact point is to be verified.");
    public static readonly Problem VersionConflict = new("version-conflict", 409, "What is meant is over: something newer took its place.");
    public static readonly Problem VersionNotReached =
        new("version-not-reached", 409, "The record has not come to that version.") { RetryAfterSeconds = 1 };

    public static readonly Problem CodeInvalid = new("code-invalid", 422, "The code or token is not the right one now.");
    public static readonly Problem AgeGate = new("age-gate", 403, "At that age nobody says yes to this in this way.");
    public static readonly Problem NeedsOwnDecision = new("needs-own-decision", 403, "The customer is old enough to decide alone.");
    public static readonly Problem SignalInvalid = new("signal-invalid", 422, "The text is no signal of that kind.");
    public static readonly Problem OnlyStricter = new("only-stricter", 409, "It made the record stricter, and only the customer loosens it.");

    public static readonly Problem CursorInvalid = new("cursor-invalid", 400, "That is no position that this deployment gave.");
    public static readonly Problem CursorExpired =
        new("cursor-expired", 410, "Events after that position are not kept any more; read the state, and go on from now.");

    public static readonly Problem SubscriptionNotFound = new("subscription-not-found", 404, "There is no such subscription.");
    public static readonly Problem UnsafeDestination = new("unsafe-destination", 422, "Nothing is sent to that address.");

    /// <summary>Every problem, by slug.</summary>
    public static readonly FrozenDictionary<string, Problem> All = typeof(Catalogue).GetFields()
        .Select(f => f.GetValue(null)).OfType<Problem>().ToFrozenDictionary(p => p.Slug, StringComparer.Ordinal);
}
