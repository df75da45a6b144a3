using System.Runtime.CompilerServices;
using IdentityGrains.Connectors.Installed;
using IdentityGrains.Storage;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace IdentityGrains.Torture.Mutants;

/// <summary>A seeded bug, by its number in the list of promises. The checkers must turn red on each.</summary>
/// <param name="Number">Its number.</param>
/// <param name="What">What the product does then.</param>
public sealed record Mutant(int Number, string What)
{
    /// <summary>The environment variable that names the one to be.</summary>
    public const string Variable = "IG_MUTANT";

    private const string OneOfEachVersion = "ALTER TABLE ig.journal DROP CONSTRAINT journal_pkey";
    private const string OneOfEachOperation = "ALTER TABLE ig.journal DROP CONSTRAINT journal_customer_principal_operation_key";
    private const string HeadCompared = " AND l.found_version = l.base_version AND l.found_hash = l.base_hash";
    private const string Known = "JOIN ig.journal j ON j.customer = e.customer AND j.principal = e.principal AND j.operation = e.operation";

    /// <summary>Every bug that there is.</summary>
    public static readonly IReadOnlyList<Mutant> All =
    [
        new(1, "acknowledges before the commit"),
        new(2, "drops the head's compare-and-set") { Schema = OneOfEachVersion, From = HeadCompared },
        new(3, "remembers operation ids in memory only") { Schema = OneOfEachOperation, From = Known, To = Known + " AND false" },
        new(4, "checks operation ids outside the transaction") { Schema = OneOfEachOperation, From = Known, To = Known + " AND false" },
        new(5, "decides again after an unknown commit without looking it up") { Schema = OneOfEachOperation, From = Known, To = Known + " AND false" },
        new(9, "sends by a permission that it looked at before") { OfDeliveries = true },
        new(10, "does not look at the permit again before a retry") { OfDeliveries = true },
        new(11, "says that a withdrawal is fenced before permits are back") { OfDeliveries = true },
        new(12, "dates entries, and decides what is over, by the host's own clock"),
        new(13, "leaves the policy epoch out of the compare-and-set") { From = " AND l.epoch = p.epoch" },
        new(14, "stamps a delivery with the policy that is in force when it is sent"),
        new(18, "lets a retry overtake what is newer, beside it") { OfDeliveries = true },
        new(20, "tries again at once when a platform asks to wait") { OfDeliveries = true },
        new(21, "drops what was tried twice") { OfDeliveries = true },
        new(22, "believes callbacks whoever signed them") { OfDeliveries = true },
        new(24, "records a time-out as certainly without effect") { OfDeliveries = true },
        new(36, "serves strong reads from what a silo remembers"),
    ];

    /// <summary>What is done to the schema, which would stop the bug as a second guard; null when nothing has to be.</summary>
    public string? Schema { get; private init; }

    /// <summary>True when it shows only where platforms are told.</summary>
    public bool OfDeliveries { get; private init; }

    private string? From { get; init; }

    private string To { get; init; } = "";

    /// <summary>The one that the environment names; null when it names none.</summary>
    public static Mutant? OfEnvironment() => Environment.GetEnvironmentVariable(Variable) is { } number
        ? All.Single(m => m.Number.ToString(CultureInfo.InvariantCulture) == number)
        : null;

    /// <summary>Puts the bug into the statement of the shared commit.</summary>
    public void ChangeStatement()
    {
        if (From is null)
        {
            return;
        }

        ref var sql = ref Statement(null);
        var changed = sql.Replace(From, To, StringComparison.Ordinal);
        sql = changed != sql ? changed : throw new InvalidOperationException($"Mutant {Number} does not fit the statement any more.");
    }

    /// <summary>Puts the bug around the journal.</summary>
    public void Decorate(IServiceCollection services)
    {
        // A gateway has no store.
        if (services.Any(s => s.ServiceType == typeof(IStore)))
        {
            services.AddSingleton<IJournal>(s => Around(s.GetRequiredService<IStore>().Journal));
            Replace(services);
        }
    }

    private void Replace(IServiceCollection services)
    {
        switch (Number)
        {
            case 12:
                services.AddSingleton<IStoreClock>(new HostClock(TimeProvider.System));
                break;
            case 14:
                var connectors = services.Last(s => s.ServiceType == typeof(IConnectors)).ImplementationFactory!;
                services.AddSingleton(s => PermittedAtSend.Around(s.GetRequiredService<IStore>()));
                services.AddSingleton<IConnectors>(s => new StampedAtSend((IConnectors)connectors(s), s.GetRequiredService<IStore>().Policies));
                break;
            case 9 or 10 or 11 or 18 or 20 or 21 or 22 or 24:
                var installed = services.Last(s => s.ServiceType == typeof(IConnectors)).ImplementationFactory!;
                services.AddSingleton(s => DeliveriesAround.Of(s.GetRequiredService<IStore>(), Number));
                services.AddSingleton<IConnectors>(s => new ConnectorsAround((IConnectors)installed(s), ConnectorsAround.Of(Number)));
                break;
        }
    }

    private IJournal Around(IJournal journal) => Number switch
    {
        1 => new HastyJournal(journal),
        3 => new ForgetfulJournal(journal, onlyAfterFaults: false),
        5 => new ForgetfulJournal(journal, onlyAfterFaults: true),
        36 => new RememberedHeads(journal),
        _ => journal,
    };

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "Sql")]
    private static extern ref string Statement([UnsafeAccessorType("IdentityGrains.Storage.Postgres.PostgresRuns, IdentityGrains.Storage")] object? runs);
}
