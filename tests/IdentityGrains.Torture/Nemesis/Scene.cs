using IdentityGrains.Torture.Checkers;
using IdentityGrains.Torture.Checkers.Deliveries;
using IdentityGrains.Torture.Given;
using IdentityGrains.Torture.Histories;
using IdentityGrains.Torture.Hosts;
using IdentityGrains.Torture.Load;

namespace IdentityGrains.Torture.Nemesis;

/// <summary>Where faults happen, and what they may look at.</summary>
internal sealed record Scene(ProductUnderTest Product, Pulse Pulse, Recorder Recorder, Random Random, CancellationToken Over)
{
    /// <summary>The server's store; a fault that needs it is not drawn for another.</summary>
    public ServerStore Server => (ServerStore)Product.Store;

    /// <summary>A silo that lives, and its door.</summary>
    public (ProductProcess Silo, int Door) AnySilo()
    {
        var door = Random.Next(Product.Layout.Silos);
        return (Product.Hosts[door], door);
    }

    /// <summary>Waits for a fault to last as long as it shall.</summary>
    public Task Last(TimeSpan duration) => Task.Delay(duration, Over);

    /// <summary>Calls at a door that were not answered so far.</summary>
    public int Unanswered(int? door = null) => Pulse.Count(Ending.Unknown, door);
}

/// <summary>What became of a fault.</summary>
/// <param name="Witness">What shows that it bit, in words; null when nothing does, and then the run proves nothing.</param>
/// <param name="Outages">Whose recovery is timed.</param>
internal sealed record Bite(string? Witness, params IReadOnlyList<Outage> Outages)
{
    /// <summary>What was promised for just this fault, and what came of it.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Promises for just this fault that were broken.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>Without a witness it is struck again: nothing but chance or the harness's own hand was in its way. Default: true.</summary>
    public bool MayStrikeAgain { get; init; } = true;

    /// <summary>Struck once more: what the first try showed of promises counts as well.</summary>
    public Bite Then(Bite again) => again with
    {
        Outages = [.. Outages, .. again.Outages], Facts = [.. Facts, "struck again: the first try left no witness", .. again.Facts],
        Violations = [.. Violations, .. again.Violations],
    };

    /// <summary>Of whose being sick nobody else may suffer; null when it is not about that. Default: null.</summary>
    public Sickness? Sickness { get; init; }
}

/// <summary>Something that goes wrong and is mended again.</summary>
internal abstract class Fault
{
    /// <summary>Its number in the list of faults.</summary>
    public abstract string Number { get; }

    /// <summary>What it needs of this machine and is not there; null when it can be done.</summary>
    public virtual string? Lacks(ProductLayout layout) => null;

    /// <summary>Begins, lasts, heals, and says what shows it.</summary>
    public abstract Task<Bite> Strike(Scene scene);

    /// <summary>For faults that are done to a server.</summary>
    protected static string? NeedsServer(ProductLayout layout) => layout.Postgres ? null : "the embedded store has no server";
}
