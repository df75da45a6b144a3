using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>One platform's records. Whoever uses it holds the platform's lock.</summary>
/// <param name="maxRecords">How many it holds at most.</param>
/// <param name="now">The platform's clock.</param>
public sealed class Shelf(int maxRecords, Func<DateTimeOffset> now)
{
    /// <summary>Who changes a record when the product writes it.</summary>
    public const string Product = "identitygrains";

    private const int HistoryKept = 100;

    private Dictionary<string, ShelfRecord> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ShelfRecord? Before, DateTimeOffset Since)> _lagging = new(StringComparer.Ordinal);
    private long _ids;

    /// <summary>The platform's clock.</summary>
    public DateTimeOffset Now => now();

    /// <summary>Every record, in the order of keys.</summary>
    public IEnumerable<ShelfRecord> All => _byKey.Values.OrderBy(r => r.Key, StringComparer.Ordinal);

    /// <summary>The other records in which a path says the same as in this one, but for the case of its letters.</summary>
    public IReadOnlyList<ShelfRecord> Sharing(ShelfRecord record, string path) => record.Fields.TryGetValue(path, out var value) && Said(value) is { } text
        ? [.. _byKey.Values.Where(
            r => r.Key != record.Key && r.Fields.TryGetValue(path, out var other) && string.Equals(Said(other), text, StringComparison.OrdinalIgnoreCase))]
        : [];

    /// <summary>How many there are.</summary>
    public int Count => _byKey.Count;

    /// <summary>True when there is no room for another record.</summary>
    public bool IsFull => _byKey.Count >= maxRecords;

    /// <summary>The record of our key as it is; null when there is none.</summary>
    public ShelfRecord? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>The record of the platform's own id; null when there is none.</summary>
    public ShelfRecord? FindById(string id) => _byKey.Values.FirstOrDefault(r => r.Id == id);

    /// <summary>The record as readers are shown it: with a lag, what it was before.</summary>
    public ShelfRecord? Show(string key, Strike strike)
    {
        var lag = strike.Beside.FirstOrDefault(f => f.Kind == FaultKind.ReadLag);
        return lag is not null && _lagging.TryGetValue(key, out var old) && Now < old.Since + TimeSpan.FromMilliseconds(lag.DelayMs) ? old.Before : Find(key);
    }

    /// <summary>Writes fields; null clears, and what is not named stays. Makes the record when it is not there.</summary>
    /// <param name="key">Our key.</param>
    /// <param name="fields">What to write, by path.</param>
    /// <param name="by">Who writes.</param>
    /// <param name="strike">What strikes the request: how values are coerced.</param>
    public ShelfRecord Write(string key, IEnumerable<KeyValuePair<string, JsonElement>> fields, string by, Strike? strike = null)
    {
        var (at, before) = (Now, Find(key));
        var record = before ?? new ShelfRecord(
            (++_ids).ToString("d8", CultureInfo.InvariantCulture), key,
            ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal), 0, at, at, by, []);
        var written = record.Fields.ToBuilder();
        var history = record.History.ToBuilder();
        foreach (var (path, value) in fields)
        {
            var stored = strike is null ? value : Coerce(path, value, strike);
            if (stored.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            {
                written.Remove(path);
            }
            else
            {
                written[path] = stored;
            }

            history.Add(new FieldChange(path, stored, at, by));
        }

        while (history.Count > HistoryKept)
        {
            history.RemoveAt(0);
        }

        _lagging[key] = (before, at);
        return _byKey[key] = record with
        {
            Fields = written.ToImmutable(), Version = record.Version + 1, ChangedAt = at, ChangedBy = by, History = history.ToImmutable(),
        };
    }

    /// <summary>Puts a record in the place of the one with its key.</summary>
    public void Replace(ShelfRecord record) => _byKey[record.Key] = record;

    /// <summary>A shelf that shows the same and on which whatever is written is soon forgotten.</summary>
    public Shelf Scratch() => new(maxRecords, now) { _byKey = new Dictionary<string, ShelfRecord>(_byKey, StringComparer.Ordinal), _ids = _ids };

    /// <summary>Takes a record away; false when there was none.</summary>
    public bool Remove(string key) => _byKey.Remove(key);

    private static JsonElement Coerce(string path, JsonElement value, Strike strike)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return value;
        }

        var text = value.GetString()!;
        return strike.Of(FaultKind.Truncated, path) is not null ? Text(text[..Math.Min(3, text.Length)])
            : strike.Of(FaultKind.Coerced, path) is not null ? Text(Otherwise(text))
            : value;
    }

    private static string Otherwise(string text) => text.StartsWith('+') && text.Length > 6
        ? $"{text[..3]} {text[3..6]} {text[6..]}"
        : text.ToUpperInvariant();

    private static string? Said(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);
}
