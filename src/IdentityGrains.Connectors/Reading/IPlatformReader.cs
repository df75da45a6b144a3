using System.Collections.Immutable;
using IdentityGrains.Domain.Exceptions;
using IdentityGrains.Domain.Fields;

namespace IdentityGrains.Connectors.Reading;

/// <summary>Looks at what a platform holds. It translates and never decides: whether a difference matters is not its business.</summary>
public interface IPlatformReader
{
    /// <summary>How many customers one reading takes.</summary>
    int KeysAtOnce { get; }

    /// <summary>Looks at customers. It never throws for what a platform or a network does.</summary>
    /// <param name="keys">1 to <see cref="KeysAtOnce"/> of the platform's keys, none twice.</param>
    /// <param name="paths">The platform's paths to look at; no others are asked for, so that no more comes back than we wrote.</param>
    /// <param name="ct">An <see cref="OperationCanceledException"/>.</param>
    Task<ReadAnswer> Read(IReadOnlyList<string> keys, IReadOnlyList<string> paths, CancellationToken ct);

    /// <summary>
    /// How a value that we told reads at this platform, in canonical text; null when a blank does. Two values are the same there exactly if these texts are:
    /// this is the connector's coercion table (a phone number's spaces, a date's time, an empty text for null).
    /// </summary>
    string? Canonical(string path, FieldValue value);
}

/// <summary>What came of a reading.</summary>
public abstract record ReadAnswer
{
    private ReadAnswer()
    {
    }

    /// <summary>What the platform shows. A key without an observation has no record there.</summary>
    /// <param name="Observations">At most one to each key that was asked for, and to no other.</param>
    /// <param name="Rate">What the platform said of its limit; null when it said nothing.</param>
    public sealed record Observed(ImmutableArray<Observation> Observations, RateReading? Rate = null) : ReadAnswer;

    /// <summary>Not now.</summary>
    /// <param name="Why">A stable word, for example <c>http_503</c> or <c>timeout</c>.</param>
    /// <param name="After">How long the platform asks us to wait; null when it does not say. Already clamped.</param>
    public sealed record NotNow(string Why, TimeSpan? After) : ReadAnswer;

    /// <summary>The platform refuses, or answers what cannot be understood or was not asked for. Nothing may be concluded.</summary>
    /// <param name="Why">A stable word, for example <c>http_403</c>, <c>unreadable</c> or <c>foreign_record</c>.</param>
    public sealed record Refused(string Why) : ReadAnswer
    {
        /// <summary>The answer cannot be understood.</summary>
        public static readonly Refused Unreadable = new("unreadable");

        /// <summary>The answer shows a record that was not asked for: nothing of it is believed.</summary>
        public static readonly Refused ForeignRecord = new(ExceptionLaw.Foreign);
    }
}

/// <summary>What a platform shows of one customer.</summary>
/// <param name="Key">The platform's key, as it was asked for.</param>
/// <param name="Values">Each path that was asked for, in canonical text; null or absent when nothing stands there.</param>
public sealed record Observation(string Key, ImmutableDictionary<string, string?> Values)
{
    /// <summary>The version that the platform says it holds, where a version is written with the fields; null when not. Default: null.</summary>
    public long? Version { get; init; }

    /// <summary>
    /// Who changed a path last there and when, as far as the platform tells; <see cref="WholeRecord"/> is the record as such. Default: nothing.
    /// </summary>
    public ImmutableDictionary<string, PlatformChange> Changes { get; init; } = ImmutableDictionary<string, PlatformChange>.Empty;

    /// <summary>The path that stands for the whole record.</summary>
    public const string WholeRecord = "";

    /// <summary>Never a value.</summary>
    public override string ToString() => "[observation]";
}

/// <summary>Who changed something at a platform.</summary>
/// <param name="By">The platform's own id of a user or program there, by <see cref="IdOf"/>; null when it does not tell.</param>
/// <param name="At">When, by the platform's clock; null when it does not tell.</param>
/// <param name="Ours">True when the platform says that we did.</param>
public sealed record PlatformChange(string? By, DateTimeOffset? At, bool Ours)
{
    /// <summary>The longest id, in characters.</summary>
    public const int LongestId = 80;

    /// <summary>A text as an id: letters, digits, <c>_ - :</c>, at most 80; null for what is none, such as a person's name or address.</summary>
    public static string? IdOf(string? text) =>
        text is { Length: > 0 and <= LongestId } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':') ? text : null;
}
