using IdentityGrains.Domain.Claims;

namespace IdentityGrains.Domain.Reconciling;

/// <summary>What a difference between a platform's copy and ours is called, and what is done about it.</summary>
public static class DriftLaw
{
    /// <summary>
    /// How often the same value is repaired within <see cref="LoopWithin"/> before we stop: whoever writes it there would only write it again.
    /// </summary>
    public const int MostRepairs = 3;

    /// <summary>Within which time repairs of the same value are counted.</summary>
    public static readonly TimeSpan LoopWithin = TimeSpan.FromHours(24);

    /// <summary>The kind of a difference; null when there is none.</summary>
    public static DriftKind? KindOf(ComparedField field)
    {
        if (string.Equals(field.Wanted, field.Shown, StringComparison.Ordinal))
        {
            return null;
        }

        // Before everything else, and whoever wrote last there: the record's last author need not be the one who took the grant back.
        if (field.IsGrant)
        {
            return DriftKind.WithdrawnThere;
        }

        if (field.Shown is null)
        {
            return DriftKind.Missing;
        }

        if (field.Taken || field.Wanted is null)
        {
            return field.Taken ? DriftKind.Forbidden : DriftKind.Extra;
        }

        return field switch
        {
            { IsOlder: true } => DriftKind.Stale,
            { Author: DriftAuthor.Another } => DriftKind.ChangedThere,
            _ when IsRespelled(field.Wanted, field.Shown) => DriftKind.Format,
            { Author: DriftAuthor.Ours } => DriftKind.Stale,
            _ => DriftKind.ChangedThere,
        };
    }

    /// <summary>What is done about one drift: repaired (null), or left for a reason.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="repairs">How often the same value was repaired there within <see cref="LoopWithin"/>.</param>
    /// <param name="definesField">True when the platform is the field's system of record: then what stands there may be right.</param>
    public static LeftBecause? Leaves(DriftKind kind, int repairs, bool definesField) => kind switch
    {
        // What may not be there is taken away, whoever put it there.
        DriftKind.Forbidden => repairs >= MostRepairs ? LeftBecause.Loop : null,
        DriftKind.Format => LeftBecause.Format,

        // Telling it anew would overwrite what is most likely the person's own no. Only an act on the record opens or closes it.
        DriftKind.WithdrawnThere => LeftBecause.WithdrawnThere,
        _ when definesField => LeftBecause.DefinedThere,
        _ => repairs >= MostRepairs ? LeftBecause.Loop : null,
    };

    /// <summary>
    /// True for a drift of which somebody may say that what stands there is right: the platform defines the field, or another hand wrote it there. What may
    /// not be there, what is ours and what is only spelled otherwise is no news.
    /// </summary>
    public static bool MayBeRight(DriftKind kind, LeftBecause? left) =>
        kind == DriftKind.ChangedThere || (left == LeftBecause.DefinedThere && kind is DriftKind.Missing or DriftKind.Extra);

    /// <summary>What becomes of a drift once what stands there was asserted by the source that the platform is.</summary>
    /// <param name="outcome">What resolution did with the claim.</param>
    public static DriftStage? AfterAssertion(Outcome outcome) => outcome switch
    {
        Outcome.Winner or Outcome.Corroborates => DriftStage.Accepted,

        // It waits for a code, or for a steward: until then both values stand.
        Outcome.Pending or Outcome.Contested => null,
        _ => DriftStage.Repairing,
    };

    /// <summary>
    /// True for a drift that, in great numbers, speaks for a fault. After a campaign many people say no at once, each for himself: to stop repairs for that
    /// would only leave what others changed there.
    /// </summary>
    public static bool IsSuspect(DriftKind kind) => kind != DriftKind.WithdrawnThere;

    /// <summary>True when so much differs that the fault is more likely ours, or the platform's as a whole: nothing is repaired then.</summary>
    /// <param name="covered">Customers of whose copies the run speaks.</param>
    /// <param name="suspect">Those of them whose copy differs in something that speaks for a fault.</param>
    /// <param name="maxRatio">The policy's limit, 0 to 1.</param>
    public static bool Stops(long covered, long suspect, double maxRatio) => suspect > covered * maxRatio;

    // A platform that cuts values short shows the beginning of ours.
    private static bool IsRespelled(string wanted, string shown) =>
        wanted.StartsWith(shown, StringComparison.Ordinal) || string.Equals(Bare(wanted), Bare(shown), StringComparison.Ordinal);

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}

/// <summary>Why a drift is not repaired by itself. Numbers are stored: never reuse one.</summary>
public enum LeftBecause
{
    /// <summary>So much differs that nothing is repaired before somebody has looked.</summary>
    Breaker = 1,

    /// <summary>The run's repairs are used up; the next run has new ones.</summary>
    Budget = 2,

    /// <summary>It was repaired again and again, and comes back.</summary>
    Loop = 3,

    /// <summary>Only the spelling differs, and the platform would spell it so again.</summary>
    Format = 4,

    /// <summary>The platform is the system of record of the field: what stands there may be right, and somebody has to say so.</summary>
    DefinedThere = 5,

    /// <summary>Told anew, it still differs.</summary>
    NotTaken = 6,

    /// <summary>A grant was taken back there: somebody has to record the withdrawal, or ask the person.</summary>
    WithdrawnThere = 7,
}
