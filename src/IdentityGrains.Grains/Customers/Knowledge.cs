using IdentityGrains.Domain.Rollback;
using IdentityGrains.Storage.Sealing;

namespace IdentityGrains.Grains.Customers;

/// <summary>Fetches what a decision needs besides the state.</summary>
internal static class Knowledge
{
    /// <summary>The background of a command: secrets of the customer's key, and the versions that it goes back to.</summary>
    public static async ValueTask<Background> Knowing(
        this CustomerServices services, CustomerCommand command, WorkingRecord record, CancellationToken ct)
    {
        var known = new Background(new DerivedCodes(record.Key), services.Signals, ImmutableDictionary<long, Customer>.Empty);
        if (command is not RollBack { Scope: not null } rollback)
        {
            return known;
        }

        foreach (var version in rollback.Versions)
        {
            if (version > 0 && await services.Loader.LoadAt(command.Customer, version, record.Key, ct) is { } past)
            {
                known = known with { Past = known.Past.Add(version, past.State) };
            }
        }

        return known;
    }
}
