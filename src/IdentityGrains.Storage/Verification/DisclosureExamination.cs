using System.Security.Cryptography;
using IdentityGrains.Storage.Delivery;
using IdentityGrains.Storage.Journal;

namespace IdentityGrains.Storage.Verification;

/// <summary>The examination of one customer's disclosure logs: their chains, and the holdings as their folds. It needs no key.</summary>
internal static class DisclosureExamination
{
    public static void Examine(CustomerId customer, IReadOnlyList<StoredDisclosure> rows, IReadOnlyList<StoredHolding> holdings)
    {
        if (rows.Count == 0 && holdings.Count == 0)
        {
            return;
        }

        var logs = rows.GroupBy(r => r.Platform).ToDictionary(g => g.Key, g => g.ToArray());
        foreach (var platform in logs.Keys.Union(holdings.Select(h => h.Platform)))
        {
            var head = logs.GetValueOrDefault(platform, []).Aggregate((DisclosureHead?)null, (end, row) => Follow(customer, end, row));
            Compare(customer, platform, head, holdings.SingleOrDefault(h => h.Platform == platform));
        }
    }

    private static DisclosureHead Follow(CustomerId customer, DisclosureHead? end, StoredDisclosure row)
    {
        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new TamperedRecordException(customer, row.Number, $"disclosure to {row.Platform}: {otherwise}");
            }
        }

        Require(row.Hash.Span.SequenceEqual(SHA256.HashData(row.Bytes.Span)), "hash is not that of the entry");
        DisclosureEntry entry;
        try
        {
            entry = DisclosureLog.Read(row.Bytes);
        }
        catch (InvalidDataException e)
        {
            throw new TamperedRecordException(customer, row.Number, $"disclosure to {row.Platform}: {e.Message}");
        }

        Require(entry.Customer == customer, "customer is not the entry's");
        Require(entry.Platform == row.Platform, "platform is not the entry's");
        Require(entry.Number == row.Number && row.Number == (end?.Number ?? 0) + 1, "entry is missing or out of order");
        Require(entry.Event.DeliveryId == row.DeliveryId, "delivery id is not the entry's");

        // Made again from what it says: this compares the previous hash, the canonical form and the fold in one.
        var again = DisclosureLog.Append(customer, row.Platform, end, entry.Event);
        Require(again.Bytes.Span.SequenceEqual(row.Bytes.Span), "entry does not continue the one before");
        return new DisclosureHead(again.Number, again.Hash, again.Holding);
    }

    private static void Compare(CustomerId customer, PlatformName platform, DisclosureHead? end, StoredHolding? holding)
    {
        var otherwise = end is null ? "is without a log"
            : holding is null ? "is missing"
            : holding.Number != end.Number ? "is not at the log's end"
            : !holding.Hash.Span.SequenceEqual(end.Hash.Span) ? "has a hash that is not that of the log's last entry"
            : !holding.Bytes.Span.SequenceEqual(end.Holding.Span) ? "is not the fold of the log"
            : null;
        if (otherwise is not null)
        {
            throw new TamperedRecordException(customer, holding?.Number ?? end?.Number ?? 0, $"holding of {platform} {otherwise}");
        }
    }
}
