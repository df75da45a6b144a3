using IdentityGrains.Domain.Disclosure;
using IdentityGrains.Domain.Reading;
using IdentityGrains.Storage.Delivery;

namespace IdentityGrains.Grains.Delivery;

/// <summary>Tells what entries of a disclosure log say. Pure.</summary>
internal static class DisclosureReading
{
    /// <summary>One delivery from its entries, the oldest first.</summary>
    /// <param name="story">The entries; the first begins it.</param>
    /// <param name="most">How many of them are told.</param>
    public static DisclosureLine Tell(IReadOnlyList<DisclosureEntry> story, int most)
    {
        var begun = (DisclosureEvent.AttemptStarted)story[0].Event;
        var attempts = new List<AttemptLine>();
        foreach (var entry in story.Take(most))
        {
            switch (entry.Event)
            {
                case DisclosureEvent.AttemptStarted started:
                    attempts.Add(new AttemptLine(entry.Number, started.At, null, []));
                    break;
                case DisclosureEvent.AttemptAnswered answered:
                    attempts[^1] = attempts[^1] with { AnsweredAt = answered.At, Outcome = answered.Outcome };
                    break;
            }
        }

        var levels = Levels(story.Take(most).Select(e => e.Event));
        return new DisclosureLine(
            story[0].Platform, begun.Recipient, begun.DeliveryId, begun.PlannedVersion, begun.Policy, [.. begun.Fields.Select(Tell)], [.. attempts],
            levels.IsEmpty ? LastOf(story[^1].Event) : levels[^1].Level, levels, story.Count > most);
    }

    /// <summary>Since when each level above the wire is proved, lowest first. What proves a level proves those below it.</summary>
    public static ImmutableArray<LevelReached> Levels(IEnumerable<DisclosureEvent> happened)
    {
        var reached = ImmutableArray.CreateBuilder<LevelReached>();
        foreach (var one in happened)
        {
            if (LevelOf(one) is { } level && level >= AckLevel.Accepted && (reached.Count == 0 || level > reached[^1].Level))
            {
                reached.Add(new LevelReached(level, one.At));
            }
        }

        return reached.DrainToImmutable();
    }

    private static AckLevel? LevelOf(DisclosureEvent happened) => happened switch
    {
        DisclosureEvent.AttemptAnswered e => e.Level,
        DisclosureEvent.DeliveryAcknowledged e => e.Level,
        _ => null,
    };

    // As long as nothing was acknowledged: it certainly took no effect, or nobody knows.
    private static AckLevel LastOf(DisclosureEvent last) => LevelOf(last) ?? AckLevel.Sent;

    private static ToldField Tell(DisclosedField field) =>
        new(field.Field, field.Path, field.Purpose, field.Basis, field.ValueVersion, field.Commitment is null);
}
