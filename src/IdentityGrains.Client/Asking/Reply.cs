using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Client.Asking;

/// <summary>What became of an act: done, refused, or not known yet.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>It is durable.</summary>
    /// <param name="Receipt">What was recorded.</param>
    /// <param name="Replayed">True when an earlier try, of this call or another, had this effect.</param>
    public sealed record Done(Receipt Receipt, bool Replayed) : Reply;

    /// <summary>The law said no; nothing was applied. Asking again would be answered alike until something else changes.</summary>
    /// <param name="Why">The first refusal in order of precedence.</param>
    /// <param name="Faults">Every place that breaks that rule.</param>
    public sealed record Refused(Refusal Why, ImmutableArray<Fault> Faults) : Reply;

    /// <summary>The operation id was used for another command on this customer; nothing was applied.</summary>
    /// <param name="Operation">Which id.</param>
    public sealed record Reused(OperationId Operation) : Reply;

    /// <summary>The deadline passed without an answer. The same command with the same operation id may be submitted again, at any time, and tells.</summary>
    /// <param name="Operation">Under which id to ask again.</param>
    /// <param name="MayHaveTakenEffect">False when every try certainly had no effect.</param>
    /// <param name="LastFailure">How the last try failed; null when none ended.</param>
    public sealed record Unknown(OperationId Operation, bool MayHaveTakenEffect, Exception? LastFailure) : Reply;

    internal static Reply Of(Answer answer, OperationId operation) => answer switch
    {
        Answer.Done done => new Done(done.Receipt, done.Replayed),
        Answer.Refused refused => new Refused(refused.Why, refused.Faults),
        _ => new Reused(operation),
    };
}
