using IdentityGrains.Simulators.Faults;
using IdentityGrains.Torture.Checkers.Deliveries;

namespace IdentityGrains.Torture.Platforms;

/// <summary>A request as a platform saw it, read by the harness.</summary>
/// <param name="ArrivedAt">When its head was there.</param>
/// <param name="At">When it was written down, before it was answered.</param>
/// <param name="Status">What was answered; 0 when nothing was.</param>
/// <param name="Fault">What struck it.</param>
/// <param name="Told">What it told.</param>
/// <param name="Looked">Whom it looked at.</param>
internal sealed record SeenRequest(
    DateTimeOffset ArrivedAt, DateTimeOffset At, int Status, FaultKind? Fault, IReadOnlyList<ToldItem> Told, IReadOnlyList<string> Looked)
{
    /// <summary>When its sender gave up; null when he waited.</summary>
    public DateTimeOffset? HungUpAt { get; init; }

    /// <summary>What the answer says of waiting, sense or not.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Whose records were written.</summary>
    public IReadOnlySet<string> Applied { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>True when the platform saw that it had something newer.</summary>
    public bool OutOfOrder { get; init; }

    private DateTimeOffset EndedAt => HungUpAt is { } gone && gone < At ? gone : At;

    // Only what is plainly a number of seconds binds anybody; an hour is the most.
    private TimeSpan? Wait => int.TryParse(RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : null;

    /// <summary>What it told, customer by customer.</summary>
    public IEnumerable<ToldCopy> Copies(string platform) => Told.Select(t => new ToldCopy(platform, t.Number, ArrivedAt, EndedAt, Status, t.Values)
    {
        DeliveryId = t.DeliveryId, Version = t.Version, Applied = Applied.Contains(t.Number), HungUp = HungUpAt is not null, OutOfOrder = OutOfOrder,
        Wait = Wait,
    });

    /// <summary>Whom it looked at, one by one.</summary>
    public IEnumerable<LookedAt> Looks(string platform) => Looked.Select(n => new LookedAt(platform, n, ArrivedAt, EndedAt, Status));
}

/// <summary>One simulated platform under torture: what goes wrong there, and what it saw. The truth is its own log, and nothing of ours.</summary>
internal abstract class TorturedPlatform(PlatformSpec spec)
{
    private readonly List<SeenRequest> _seen = [];
    private readonly Lock _turn = new();

    public PlatformSpec Spec => spec;

    public string Name => spec.Name;

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<SeenRequest> Seen
    {
        get
        {
            lock (_turn)
            {
                Read(_seen);
                return [.. _seen];
            }
        }
    }

    /// <summary>Requests that were struck by a fault since so many were seen.</summary>
    public int Struck(FaultKind fault, int since) => Seen.Skip(since).Count(s => s.Fault == fault);

    /// <summary>Tells a host's settings of it.</summary>
    public abstract void Install(Dictionary<string, string> settings, string ackBase);

    /// <summary>Lets something go wrong from now on.</summary>
    public abstract void Inject(Fault fault);

    /// <summary>Ends what goes wrong.</summary>
    public abstract void Heal();

    /// <summary>What it holds of a number, by the policy's paths; null when it knows nobody of that number.</summary>
    public abstract IReadOnlyDictionary<string, string?>? Shelf(string number);

    /// <summary>Somebody there changes a field; false when there is no such record.</summary>
    public abstract bool Edit(string number, string path, string text);

    /// <summary>Appends what is new in its log.</summary>
    protected abstract void Read(List<SeenRequest> seen);

    /// <summary>A body as JSON; null when it is none.</summary>
    protected static JsonElement? Json(string? body)
    {
        try
        {
            return string.IsNullOrEmpty(body) ? null : JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
