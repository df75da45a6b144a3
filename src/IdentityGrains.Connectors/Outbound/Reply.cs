using System.Net.Http.Headers;

namespace IdentityGrains.Connectors.Outbound;

/// <summary>What came of one request.</summary>
public abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>The platform answered, and its body was read whole.</summary>
    /// <param name="Status">The status code, whatever it is.</param>
    /// <param name="Headers">The answer's headers.</param>
    /// <param name="Body">The body; empty when the request asked for none of it.</param>
    /// <param name="At">When it came.</param>
    public sealed record Answered(int Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At) : Reply
    {
        /// <summary>True from 200 to 299.</summary>
        public bool IsSuccess => Status is >= 200 and <= 299;

        /// <summary>The status as a stable word.</summary>
        public string Why => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http_{Status}");

        /// <summary>How long the platform asks us to wait; null when it does not say. Clamped.</summary>
        public TimeSpan? RetryAfter => Outbound.RetryAfter.Of(Headers, At);
    }

    /// <summary>There is no answer, or none that can be used.</summary>
    /// <param name="Why">A stable word, for example <c>timeout</c>, <c>reset</c> or <c>connect_failed</c>.</param>
    /// <param name="Started">True when the first byte of the request's body was handed to a connection, or a request without one to its platform.</param>
    /// <param name="Forbidden">True when the platform's name leads where no platform may be: nothing was sent.</param>
    public sealed record Failed(string Why, bool Started, bool Forbidden = false) : Reply;
}
