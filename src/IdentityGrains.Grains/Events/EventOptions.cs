using System.ComponentModel.DataAnnotations;
using IdentityGrains.Connectors.Subscriptions;

namespace IdentityGrains.Grains.Events;

/// <summary>How other systems are told of events, section <c>Events</c>.</summary>
public sealed class EventOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Events";

    /// <summary>
    /// For how many hours an event is kept at least: for so long somebody may be away and miss none. A row takes about a hundred bytes. Default: 24.
    /// </summary>
    [Range(1, 24 * 31)]
    public int RetentionHours { get; set; } = 24;

    /// <summary>Where events may be posted. Default: to https at addresses of the internet.</summary>
    public ReceiverOptions Receivers { get; } = new();

    /// <summary>The same as a time.</summary>
    public TimeSpan Retention => TimeSpan.FromHours(RetentionHours);
}
