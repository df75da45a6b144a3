using System.Collections.Immutable;
using System.Globalization;
using IdentityGrains.Domain.Disclosure;

namespace IdentityGrains.Connectors;

/// <summary>What came of a batch.</summary>
/// <param name="Results">What is proved of each delivery, in the batch's order.</param>
/// <param name="Rate">What the platform said of its limit; null when it said nothing.</param>
public sealed record SendAnswer(ImmutableArray<SendResult> Results, RateReading? Rate = null)
{
    /// <summary>What is proved of each of so many deliveries by an answer that cannot be understood.</summary>
    public static ImmutableArray<SendResult> Uncorrelated(int deliveries) => OfEach(deliveries, SendResult.Indeterminate.Uncorrelated).Results;

    /// <summary>The same result for each delivery.</summary>
    public static SendAnswer OfEach(int deliveries, SendResult result, RateReading? rate = null) =>
        new([.. Enumerable.Repeat(result, deliveries)], rate);
}

/// <summary>What an answer's headers say of the platform's limit.</summary>
/// <param name="Remaining">How many requests it still takes.</param>
/// <param name="Within">Until when, counted from the answer; within an hour.</param>
public sealed record RateReading(long Remaining, TimeSpan Within);

/// <summary>What a platform's answer proves of one delivery.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>The platform acknowledged, as far as its protocol proves it.</summary>
    public sealed record Acknowledged(AckLevel Level) : SendResult;

    /// <summary>
    /// What a request that only prepares comes to, for the delivery that it prepares: a look, a job that never runs. Whatever became of it, nothing was told.
    /// </summary>
    public static SendResult? OfPreparing(SendResult? result) => result switch
    {
        Indeterminate open => new Retry(open.Why, null) { TookNoEffect = true },
        Retry later => later with { TookNoEffect = true },
        _ => result,
    };

    /// <summary>
    /// It may be asked again: it certainly did not apply it, or the same delivery twice has one effect
    /// (<see cref="ConnectorCapabilities.Deduplicates"/>) and an answer such as 503 leaves open whether it did.
    /// </summary>
    /// <param name="Why">A stable word, for example <c>http_503</c> or <c>connect_failed</c>.</param>
    /// <param name="After">How long the platform asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record Retry(string Why, TimeSpan? After) : SendResult
    {
        /// <summary>A delivery for which a request had no room: it goes with the next.</summary>
        public static readonly Retry BatchFull = new("batch_full", TimeSpan.Zero) { TookNoEffect = true };

        private const string BatchOf = "batch_of_";
        private const string Refused = "_refused";

        /// <summary>
        /// True when this attempt certainly had no effect there: nothing of it left, it was refused as such, or it only looked. Only the connector knows;
        /// an attempt of which it does not say so may have come to pass. Default: false.
        /// </summary>
        public bool TookNoEffect { get; init; }

        /// <summary>
        /// The platform refused a whole batch because of one delivery in it and does not say which. Asked in smaller batches, by and by alone, the good ones
        /// pass and the bad one is refused by itself.
        /// </summary>
        /// <param name="deliveries">How many were in it, 2 or more.</param>
        public static Retry OfRefusedBatch(int deliveries) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{BatchOf}{deliveries}{Refused}"), TimeSpan.Zero) { TookNoEffect = true };

        /// <summary>How many deliveries were in the batch that was refused whole; null when the word says something else.</summary>
        public static int? RefusedBatch(string? why)
        {
            var around = BatchOf.Length + Refused.Length;
            return why?.Length > around && why.StartsWith(BatchOf, StringComparison.Ordinal) && why.EndsWith(Refused, StringComparison.Ordinal)
                && int.TryParse(why.AsSpan(BatchOf.Length, why.Length - around), NumberStyles.None, CultureInfo.InvariantCulture, out var of)
                    ? of
                    : null;
        }
    }

    /// <summary>It refuses this for good.</summary>
    /// <param name="Why">
    /// A stable word, for example <c>http_422</c> or the platform's own code in lower case. Never its text: that may repeat a value.
    /// </param>
    public sealed record Rejected(string Why) : SendResult
    {
        /// <summary>The paths that it refuses, when it names them; the others of the delivery may pass without these. Default: none named.</summary>
        public ImmutableArray<string> Paths { get; init; } = [];

        /// <inheritdoc/>
        public bool Equals(Rejected? other) => other is not null && Why == other.Why && Paths.AsSpan().SequenceEqual(other.Paths.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Why.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Nobody knows whether it was applied.</summary>
    /// <param name="Why">A stable word, for example <c>timeout</c>, <c>reset</c> or <c>uncorrelated</c>.</param>
    public sealed record Indeterminate(string Why) : SendResult
    {
        /// <summary>The answer says nothing of it, or too much: whoever it names, it is not certainly this.</summary>
        public static readonly Indeterminate Uncorrelated = new("uncorrelated");
    }

    /// <summary>Our credential is refused, or the endpoint is gone: the whole platform is held.</summary>
    /// <param name="Why">A stable word, for example <c>http_401</c> or <c>http_410</c>.</param>
    public sealed record Hold(string Why) : SendResult
    {
        /// <summary>The word for an endpoint that says that it is gone for good.</summary>
        public const string Gone = "http_410";
    }
}
