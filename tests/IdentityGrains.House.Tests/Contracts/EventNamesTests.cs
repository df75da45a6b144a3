using System.Reflection;
using System.Text.RegularExpressions;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.House.Tests.Contracts;

/// <summary>The names of events are the record's format: journals written under them must be read for ever.</summary>
public sealed partial class EventNamesTests
{
    private static readonly List<(Type Type, string? Name)> Events =
    [
        .. Product.Domain.Concrete(typeof(CustomerEvent))
            .Select(t => (t, t.GetCustomAttribute<EventNameAttribute>()?.Name))
            .OrderBy(e => e.Name, StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_event_has_a_name_of_the_form_noun_verb_number() => Offenders.None(
        "An event is named noun-verb.N.", Events.Where(e => !Form().IsMatch(e.Name ?? string.Empty)).Select(e => $"{e.Type.FullName}: {e.Name ?? "no name"}"));

    [Fact]
    public void No_two_events_share_a_name() => Offenders.None(
        "An event's name is its own.",
        Events.GroupBy(e => e.Name).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Type.Name))}"));

    [Fact]
    public void The_names_are_those_that_were_approved() => Golden.Compare("event-names", Events.Select(e => $"{e.Name} {e.Type.Name}"));

    [GeneratedRegex("^[a-z]+(-[a-z]+)+\\.[1-9][0-9]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
