using System.Text;
using System.Text.Json;
using IdentityGrains.Simulators.Doors;
using IdentityGrains.Simulators.Faults;

namespace IdentityGrains.Simulators.Protocols;

/// <summary>One platform that speaks one protocol: its records, its log, its faults and its rate. Every member is one step under one lock.</summary>
internal sealed class ProtocolPlatform
{
    /// <summary>The most entries of one page.</summary>
    public const int MaxPage = 1000;

    private readonly Lock _gate = new();
    private readonly PlatformSimulatorOptions _options;
    private readonly Shelf _shelf;
    private readonly FaultPlan _plan;
    private readonly RateWindow _rate;
    private readonly Queue<ProtocolRequest> _log = new();
    private TimeSpan _clock;
    private long _logged;
    private (long Requests, long Writes, long Faulted, long Throttled, long Unauthorised, long Edits) _counts;

    public ProtocolPlatform(string name, SimulatedPlatformOptions platform, ISimulatedProtocol protocol, PlatformSimulatorOptions options)
    {
        (Name, Protocol, Token, _options) = (name, protocol, platform.Token, options);
        _shelf = new Shelf(options.MaxRecords, () => Now);
        _plan = new FaultPlan(options.Seed, name);
        _rate = new RateWindow(platform.RateLimit, platform.RatePer);
    }

    public string Name { get; }

    public ISimulatedProtocol Protocol { get; }

    public string Token { get; private set; }

    /// <summary>Its clock.</summary>
    public DateTimeOffset Now => _options.Time.GetUtcNow() + _clock;

    /// <summary>Draws what strikes the next request, and counts it against the rate.</summary>
    public (Strike Strike, RateWindow.Standing Rate) Arrive(SimulatedRequest request)
    {
        lock (_gate)
        {
            return (_plan.Draw(++_counts.Requests, request.Method != "GET"), _rate.Take(_options.Time.GetUtcNow()));
        }
    }

    /// <summary>What the protocol answers.</summary>
    public SimulatedReply Answer(SimulatedRequest request, Strike strike)
    {
        lock (_gate)
        {
            return Protocol.Answer(request, strike.Instead?.Kind == FaultKind.AcceptedNeverApplied ? _shelf.Scratch() : _shelf, strike);
        }
    }

    /// <summary>Writes a request down and counts it.</summary>
    public void Log(
        SimulatedRequest request, string pathAndQuery, SimulatedReply reply, int status, FaultKind? fault, Refused refused, Arrival arrival, string? retryAfter)
    {
        lock (_gate)
        {
            _counts.Writes += reply.Written.Count;
            _counts.Faulted += fault is null ? 0 : 1;
            _counts.Throttled += refused == Refused.Throttled ? 1 : 0;
            _counts.Unauthorised += refused == Refused.Unauthorised ? 1 : 0;
            _log.Enqueue(new ProtocolRequest(
                ++_logged, Now, request.Method, pathAndQuery, status, fault, reply.Written, Encoding.UTF8.GetString(request.Body.Span))
            {
                ArrivedAt = arrival.At, HungUpAt = arrival.HungUpAt, RetryAfter = retryAfter,
            });
            if (_log.Count > _options.MaxLoggedRequests)
            {
                _log.Dequeue();
            }
        }
    }

    public bool Edit(string key, IReadOnlyDictionary<string, JsonElement> fields, string by)
    {
        lock (_gate)
        {
            if (_shelf.Find(key) is null)
            {
                return false;
            }

            _counts.Edits++;
            _shelf.Write(key, fields, by);
            Protocol.Spread(_shelf, key, fields.Keys);
            return true;
        }
    }

    public bool Remove(string key)
    {
        lock (_gate)
        {
            return _shelf.Remove(key);
        }
    }

    public void Move(TimeSpan clock)
    {
        lock (_gate)
        {
            _clock += clock;
        }
    }

    public void Rotate(string token)
    {
        lock (_gate)
        {
            Token = token;
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

    public ShelfRecord? Find(string key)
    {
        lock (_gate)
        {
            return _shelf.Find(key);
        }
    }

    public IReadOnlyList<ShelfRecord> Records(string? after, int limit)
    {
        lock (_gate)
        {
            return [.. _shelf.All.Where(r => string.CompareOrdinal(r.Key, after) > 0).Take(Math.Clamp(limit, 1, MaxPage))];
        }
    }

    public IReadOnlyList<ProtocolRequest> Requests(long after, int limit)
    {
        lock (_gate)
        {
            return [.. _log.Where(r => r.Number > after).Take(Math.Clamp(limit, 1, MaxPage))];
        }
    }

    public ProtocolSummary Summary()
    {
        lock (_gate)
        {
            var c = _counts;
            return new ProtocolSummary(c.Requests, c.Writes, c.Faulted, c.Throttled, c.Unauthorised, c.Edits, _shelf.Count);
        }
    }
}

/// <summary>Why a request got no further than the door.</summary>
internal enum Refused
{
    No,
    Throttled,
    Unauthorised,
}
