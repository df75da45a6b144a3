using System.Text.Json;
using IdentityGrains.Simulators.Acks;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Records;

/// <summary>One platform's memory. Every member is one step under one lock, so that a count and the record that it counts agree.</summary>
internal sealed class SimulatedPlatform(string name, IReadOnlyList<string> secrets, WebhookSimulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SimulatedRecord> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<Verdict, long> _verdicts = [];
    private readonly SeenIds _seen = new(options.MaxRememberedIds);
    private readonly RequestLog _log = new(options.MaxLoggedRequests, options.MaxLoggedBodies);
    private readonly FaultPlan _plan = new(options.Seed, name);
    private long _arrivals;
    private long _edits;

    public string Name => name;

    public SimulatorSignature Signature { get; } = new(secrets);

    public AckCounts Acks { get; } = new();

    /// <summary>Draws what strikes the next request.</summary>
    public Strike Arrive()
    {
        lock (_gate)
        {
            return _plan.Draw(++_arrivals);
        }
    }

    /// <summary>Brings the record to the delivery's version, once per id and never backwards.</summary>
    public Verdict Apply(IncomingDelivery delivery, string id, string bodyHash)
    {
        lock (_gate)
        {
            var record = _records.GetValueOrDefault(delivery.Key);
            if (_seen.BodyHash(id) is { } seen)
            {
                return seen == bodyHash ? Verdict.Duplicate : Verdict.IdReuse;
            }

            if (record?.Version > delivery.Version)
            {
                return Verdict.OrderViolation;
            }

            if (record is null && _records.Count >= options.MaxRecords)
            {
                return Verdict.Full;
            }

            _seen.Add(id, bodyHash);
            _records[delivery.Key] = new SimulatedRecord(
                delivery.Key, delivery.Version, delivery.Policy, Merge(record?.Fields, delivery.Fields), options.Time.GetUtcNow(), record?.EditedAt);
            return Verdict.Applied;
        }
    }

    /// <summary>Writes a request down and counts it.</summary>
    public void Log(LoggedRequest request)
    {
        lock (_gate)
        {
            _verdicts[request.Verdict] = _verdicts.GetValueOrDefault(request.Verdict) + 1;
            _log.Add(request);
        }
    }

    /// <summary>A human changes fields here, past the product; false when there is no such record.</summary>
    public bool Edit(string key, IReadOnlyDictionary<string, JsonElement> fields)
    {
        lock (_gate)
        {
            if (!_records.TryGetValue(key, out var record))
            {
                return false;
            }

            _edits++;
            _records[key] = record with { Fields = Merge(record.Fields, fields), EditedAt = options.Time.GetUtcNow() };
            return true;
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _plan.Add(fault);
        }
    }

    public void ClearFaults()
    {
        lock (_gate)
        {
            _plan.Clear();
        }
    }

    public SimulatedRecord? Find(string key)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(key);
        }
    }

    public IReadOnlyList<SimulatedRecord> Records(string? after, int limit)
    {
        lock (_gate)
        {
            return [.. _records.Values.Where(r => string.CompareOrdinal(r.Key, after) > 0).OrderBy(r => r.Key, StringComparer.Ordinal)
                .Take(Math.Clamp(limit, 1, RequestLog.MaxPage))];
        }
    }

    public IReadOnlyList<LoggedRequest> Requests(long after, int limit)
    {
        lock (_gate)
        {
            return _log.After(after, limit);
        }
    }

    public SimulatorSummary Summary()
    {
        lock (_gate)
        {
            long Of(Verdict verdict) => _verdicts.GetValueOrDefault(verdict);
            return new SimulatorSummary(
                _verdicts.Values.Sum(), Of(Verdict.Applied), Of(Verdict.Duplicate), Of(Verdict.BadSignature), Of(Verdict.OrderViolation),
                Of(Verdict.IdReuse), Of(Verdict.Malformed), Of(Verdict.Faulted), _edits, _records.Count, Acks.Sent, Acks.Retried, Acks.Failed, Acks.Lost);
        }
    }

    private static SortedDictionary<string, JsonElement> Merge(
        IReadOnlyDictionary<string, JsonElement>? held, IReadOnlyDictionary<string, JsonElement> told)
    {
        var merged = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (path, value) in (held ?? merged).Concat(told))
        {
            merged.Remove(path);
            if (value.ValueKind != JsonValueKind.Null)
            {
                merged.Add(path, value);
            }
        }

        return merged;
    }
}
