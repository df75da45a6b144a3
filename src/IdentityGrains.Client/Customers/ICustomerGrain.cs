using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Domain.Explanations;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Domain.Rollback;
using IdentityGrains.Domain.Uses;
using Orleans;
using Orleans.Metadata;

namespace IdentityGrains.Client.Customers;

/// <summary>
/// One customer. The key is the customer's id. Every call carries a credential (see <see cref="Callers.Credential"/>), which the silo verifies;
/// an answer is given only for what is durable.
/// </summary>
[GrainInterfaceType("customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Asks something of the customer. A retry carries the same operation id and gets the first receipt.</summary>
    [Alias("submit")]
    Task<Answer> Submit(CustomerCommand command, CancellationToken ct = default);

    /// <summary>
    /// What became of an act, if it is in the record: its first receipt, or that its operation id was used for another. Null when it is not, and then nothing
    /// was done: for doors whose callers do not name their acts, and might say by <see cref="Submit"/> anew what they said already.
    /// </summary>
    [Alias("recall")]
    Task<Answer?> Recall(CustomerCommand command, CancellationToken ct = default);

    /// <summary>
    /// The customer as the caller may see him, now or as of a moment. Read again as of the instant that the answer names, it is the same answer, as
    /// long as the caller's rights are the same: those are always asked of the policy in force.
    /// </summary>
    [Alias("get")]
    Task<CustomerAnswer> Get(Moment? moment = null, CancellationToken ct = default);

    /// <summary>Why a field is what it is, or was as of a moment.</summary>
    [Alias("explain")]
    Task<ExplainAnswer> Explain(FieldName field, Moment? moment = null, CancellationToken ct = default);

    /// <summary>Whether fields may be used for a purpose: decided on all that was acknowledged before, and on all that is under way.</summary>
    [Alias("decide")]
    Task<UseAnswer> Decide(UseQuestion question, CancellationToken ct = default);

    /// <summary>Entries of the record from a version on; null when there is no such customer.</summary>
    [Alias("journal")]
    Task<JournalPage?> Journal(long fromVersion, int limit, CancellationToken ct = default);

    /// <summary>What each platform is believed to hold; null when there is no such customer. For whoever may look over all customers.</summary>
    [Alias("holdings")]
    Task<HoldingsView?> Holdings(CancellationToken ct = default);

    /// <summary>
    /// What was told of the customer, to whom and why, in order of time; null when there is no such customer. For whoever may look over all customers.
    /// </summary>
    /// <param name="after">Where the page before ended in each platform's log; empty begins.</param>
    /// <param name="limit">How many deliveries.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("disclosures")]
    Task<DisclosurePage?> Disclosures(ImmutableArray<DisclosurePlace> after, int limit, CancellationToken ct = default);

    /// <summary>
    /// Acts that took a permission away, the newest first, and how far platforms followed; null when there is no such customer. For whoever may look over all
    /// customers.
    /// </summary>
    /// <param name="before">The version that the page ends before; null begins with the newest.</param>
    /// <param name="limit">How many acts.</param>
    /// <param name="ct">Gives up.</param>
    [Alias("withdrawals")]
    Task<WithdrawalsPage?> Withdrawals(long? before, int limit, CancellationToken ct = default);

    /// <summary>What a rollback would do now, decided on all that was acknowledged before. Nothing is recorded, and the operation id names nothing.</summary>
    [Alias("preview")]
    Task<PreviewAnswer> Preview(RollBack command, CancellationToken ct = default);

    /// <summary>
    /// Waits, for two seconds at most, until the record has a version that the caller heard of elsewhere, and tells which one it has then: what is read
    /// next is not older. More than five ahead is not waited for. Null when there is no such customer.
    /// </summary>
    [Alias("reach")]
    Task<long?> Reach(long version, CancellationToken ct = default);
}

/// <summary>A customer, or why nothing is told.</summary>
[GenerateSerializer, Immutable, Alias("customer-answer")]
public abstract record CustomerAnswer
{
    private CustomerAnswer()
    {
    }

    /// <summary>The customer.</summary>
    [GenerateSerializer, Immutable, Alias("customer-answer.told")]
    public sealed record Told([property: Id(0)] CustomerView View) : CustomerAnswer;

    /// <summary>There is no such customer, or was none at that instant.</summary>
    [GenerateSerializer, Immutable, Alias("customer-answer.no-customer")]
    public sealed record NoCustomer : CustomerAnswer;

    /// <summary>The record has no such version.</summary>
    [GenerateSerializer, Immutable, Alias("customer-answer.no-version")]
    public sealed record NoVersion : CustomerAnswer;

    /// <summary>The instant is still to come.</summary>
    [GenerateSerializer, Immutable, Alias("customer-answer.not-yet")]
    public sealed record NotYet : CustomerAnswer;
}

/// <summary>Why a field is what it is, or why that is not told.</summary>
[GenerateSerializer, Immutable, Alias("explain-answer")]
public abstract record ExplainAnswer
{
    private ExplainAnswer()
    {
    }

    /// <summary>The explanation.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.told")]
    public sealed record Told([property: Id(0)] Explanation Explanation) : ExplainAnswer;

    /// <summary>There is no such customer, or was none at that instant.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.no-customer")]
    public sealed record NoCustomer : ExplainAnswer;

    /// <summary>The record has no such version.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.no-version")]
    public sealed record NoVersion : ExplainAnswer;

    /// <summary>The instant is still to come.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.not-yet")]
    public sealed record NotYet : ExplainAnswer;

    /// <summary>The policy in force at that instant knows no such field.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.no-field")]
    public sealed record NoField : ExplainAnswer;

    /// <summary>The caller may not see this field.</summary>
    [GenerateSerializer, Immutable, Alias("explain-answer.not-yours")]
    public sealed record NotYours : ExplainAnswer;
}
