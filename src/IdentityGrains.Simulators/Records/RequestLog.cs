namespace IdentityGrains.Simulators.Records;

/// <summary>The last requests of one platform; the oldest give way, and their bodies earlier.</summary>
internal sealed class RequestLog(int maxRequests, int maxBodies)
{
    /// <summary>The most requests of one page.</summary>
    public const int MaxPage = 1000;

    private readonly Queue<LoggedRequest> _requests = new();
    private readonly Dictionary<long, string> _bodies = [];
    private long _last;

    /// <summary>Appends a request; its number is given here.</summary>
    public void Add(LoggedRequest request)
    {
        _requests.Enqueue(request with { Number = ++_last, Body = null });
        _bodies[_last] = request.Body ?? "";
        _bodies.Remove(_last - maxBodies);
        if (_requests.Count > maxRequests)
        {
            _bodies.Remove(_requests.Dequeue().Number);
        }
    }

    /// <summary>The requests that follow a number, oldest first, one page of them.</summary>
    public IReadOnlyList<LoggedRequest> After(long number, int limit)
    {
        var first = _last - _requests.Count + 1;
        var skip = (int)Math.Clamp(number + 1 - first, 0, _requests.Count);
        return [.. _requests.Skip(skip).Take(Math.Clamp(limit, 1, MaxPage)).Select(r => r with { Body = _bodies.GetValueOrDefault(r.Number) })];
    }
}
