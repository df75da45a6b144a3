namespace IdentityGrains.Domain.Customers;

/// <summary>What the law answers to a command: events to record, or a refusal with its reasons. Never both, never neither.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The law says yes.</summary>
    /// <param name="Events">What happened, in order. They become one entry.</param>
    public sealed record Accepted(ImmutableArray<CustomerEvent> Events) : Decision;

    /// <summary>The law says no; nothing is applied.</summary>
    /// <param name="Why">The first refusal in order of precedence.</param>
    /// <param name="Faults">Every place that breaks that rule.</param>
    public sealed record Refused(Refusal Why, ImmutableArray<Fault> Faults) : Decision;

    /// <summary>Nothing is to be recorded; the state already says so.</summary>
    public sealed record Unchanged : Decision
    {
        /// <summary>The one value.</summary>
        public static readonly Unchanged Instance = new();
    }

    /// <summary>Accepts with these events.</summary>
    public static Decision Accept(params ReadOnlySpan<CustomerEvent> events) => new Accepted([.. events]);

    /// <summary>Refuses, naming the places.</summary>
    public static Decision Refuse(Refusal why, params ReadOnlySpan<Fault> faults) => new Refused(why, [.. faults]);
}
