namespace IdentityGrains.Domain.Customers;

/// <summary>
/// Why the law says no, in order of precedence: where several apply, the smallest number is the answer. Numbers cross the wire: never reuse one.
/// What was added when the order had been told stands at the end and says where it belongs.
/// </summary>
public enum Refusal
{
    /// <summary>The caller is no source of the policy in force. First, so that a stranger learns nothing else.</summary>
    UnknownSource = 1,

    /// <summary>There is no such customer.</summary>
    UnknownCustomer = 2,

    /// <summary>The customer exists already.</summary>
    CustomerExists = 3,

    /// <summary>The source may not create customers.</summary>
    MayNotCreate = 4,

    /// <summary>A source may attach its own native keys only.</summary>
    ForeignKey = 5,

    /// <summary>The native key belongs to another customer.</summary>
    KeyTaken = 6,

    /// <summary>The customer holds as many native keys as is allowed.</summary>
    TooManyKeys = 7,

    /// <summary>What was observed lies in the future, beyond the policy's skew.</summary>
    ObservedInFuture = 8,

    /// <summary>The policy knows no such field.</summary>
    UnknownField = 9,

    /// <summary>The source is not ranked for the field.</summary>
    FieldAuthorityDenied = 10,

    /// <summary>The value is no value of that field.</summary>
    InvalidValue = 11,

    /// <summary>The field cannot change once it is set.</summary>
    FieldImmutable = 12,

    /// <summary>The claim is older than the current value and the field refuses those.</summary>
    StaleAssertion = 13,

    /// <summary>The policy knows no such purpose.</summary>
    UnknownPurpose = 14,

    /// <summary>This kind of source may not speak for the customer in this.</summary>
    NotAuthoritative = 15,

    /// <summary>The origin is proved too little for this act.</summary>
    InsufficientProof = 16,

    /// <summary>Evidence that this act demands is absent.</summary>
    EvidenceMissing = 17,

    /// <summary>The consent names no notice, or not the one in force.</summary>
    NoticeUnknown = 18,

    /// <summary>No rule of the policy asks for evidence of that kind.</summary>
    EvidenceUnknown = 19,

    /// <summary>The source's signature names another customer.</summary>
    InvalidProof = 20,

    /// <summary>Nothing of that contact point is to be verified.</summary>
    NothingToVerify = 21,

    /// <summary>The verification that is meant is over.</summary>
    VerificationOver = 22,

    /// <summary>The code or token is not the right one now; it is not told why.</summary>
    CodeInvalid = 23,

    /// <summary>Codes go to that contact point too often.</summary>
    TooManyCodes = 24,

    /// <summary>At that age the person cannot say yes to this.</summary>
    AgeGate = 25,

    /// <summary>The person is old enough to decide alone.</summary>
    NeedsOwnDecision = 26,

    /// <summary>The text is no signal of that kind.</summary>
    SignalInvalid = 27,

    /// <summary>The record has no such version, or not of that field.</summary>
    VersionUnknown = 28,

    /// <summary>What is to be rolled back made the record stricter, and only the customer may loosen it.</summary>
    OnlyStricter = 29,

    /// <summary>The command holds more than one may, or lacks what each must have. Asked second, after <see cref="UnknownSource"/>.</summary>
    Malformed = 30,

    /// <summary>The caller's deadline is over. Asked third, after <see cref="Malformed"/>: it tells nothing of the customer.</summary>
    DeadlineOver = 31,

    /// <summary>The record is at another version than the caller expects. Asked after <see cref="UnknownCustomer"/>.</summary>
    VersionMoved = 32,
}

/// <summary>One place where a command breaks a rule.</summary>
/// <param name="Place">What it concerns: a field, a purpose or a member of the command.</param>
/// <param name="Code">The code of the API, for example <c>unknown-field</c>.</param>
[GenerateSerializer, Immutable, Alias("fault")]
public sealed record Fault([property: Id(0)] string Place, [property: Id(1)] string Code)
{
    /// <summary>The code only: a place that nobody knows is whatever a caller wrote.</summary>
    public override string ToString() => Code;
}
