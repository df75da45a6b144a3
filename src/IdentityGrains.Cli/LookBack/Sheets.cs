using System.Globalization;
using System.Text.Json;

namespace IdentityGrains.Cli.LookBack;

/// <summary>The reports that are lists. None of them holds a value.</summary>
internal static class Sheets
{
    /// <summary>The share of each field that platforms were shown to hold.</summary>
    public static readonly Sheet Conformance = new(
        "runs", ["platform", "field", "should hold", "shown to hold", "conformance", "as of"],
        run => Each(run.GetProperty("figures"), "fields").Select(f => new[]
        {
            Text(run, "platform"), Text(f, "field"), Text(f, "should"), Text(f, "equal"), Share(f), Instant(run, "changedAt"),
        }));

    /// <summary>What differs at platforms.</summary>
    public static readonly Sheet Drift = new(
        "drifts", ["found at", "customer", "platform", "field", "kind", "changed there by", "stage", "left"],
        d =>
        [
            [
                Instant(d, "foundAt"), Text(d, "customer"), Text(d, "platform"), Text(d, "field"), Text(d, "kind"), Text(d, "by"), Text(d, "stage"),
                Text(d, "left"),
            ],
        ])
        {
            OnScreen = ["customer", "platform", "field", "kind", "changed there by", "stage", "left"],
        };

    /// <summary>Platform by field, what should be held, what is, and what is open.</summary>
    public static readonly Sheet Map = new(
        "cells", ["platform", "field", "should hold", "shown to hold", "conformance", "open", "kinds", "worst", "since"],
        c =>
        [
            [
                Text(c, "platform"), Text(c, "field"), Text(c, "should"), Text(c, "equal"), Share(c), Text(c, "open"),
                string.Join(' ', c.GetProperty("kinds").EnumerateObject().Select(k => $"{k.Name}:{k.Value.GetRawText()}")), Text(c, "worst"),
                Instant(c, "since"),
            ],
        ]);

    /// <summary>What was told of a customer, field by field.</summary>
    public static readonly Sheet Disclosures = new(
        "disclosures", ["at", "recipient", "platform", "field", "purpose", "basis", "policy", "version", "attempts", "level", "since"],
        d => Each(d, "fields").Select(f => new[]
        {
            Instant(Each(d, "attempts").First(), "at"), Text(d, "recipient"), Text(d, "platform"), Text(f, "field"),
            f.GetProperty("cleared").GetBoolean() ? "(cleared)" : Text(f, "purpose"), Text(f, "basis"), Text(d, "policy"), Text(d, "version"),
            d.GetProperty("attempts").GetArrayLength().ToString(CultureInfo.InvariantCulture), Text(d, "level"),
            Each(d, "levels").Select(l => Instant(l, "at")).LastOrDefault(),
        }))
        {
            OnScreen = ["at", "recipient", "field", "purpose", "basis", "level"],
        };

    /// <summary>Withdrawals that are not shown to be over.</summary>
    public static readonly Sheet Open = new(
        "withdrawals", ["since", "elapsed", "customer", "platform", "recipient", "state", "reason", "attempts"],
        w =>
        [
            [
                Instant(w, "since"), Elapsed(w), Text(w, "customer"), Text(w, "platform"), Text(w, "recipient"), Text(w, "state"), Text(w, "reason"),
                Text(w, "attempts"),
            ],
        ])
        {
            OnScreen = ["since", "elapsed", "customer", "platform", "state", "reason"],
        };

    /// <summary>Withdrawals of a customer, platform by platform. One that no platform had to follow has a line all the same.</summary>
    public static readonly Sheet Followed = new(
        "withdrawals", ["version", "recorded at", "concerns", "fenced at", "platform", "fields", "stage", "elapsed", "late sends"],
        w => Each(w, "platforms").Select(p => (JsonElement?)p).DefaultIfEmpty(null).Select(p => new[]
        {
            Text(w, "version"), Instant(w, "recordedAt"), string.Join(' ', Each(w, "changes").Select(c => Text(c, "concerns") ?? Text(c, "event"))),
            Instant(w, "fencedAt"), p is { } a ? Text(a, "platform") : null, p is { } b ? string.Join(' ', Each(b, "fields").Select(f => f.GetString())) : null,
            p is { } c ? Text(c, "stage") : null, p is { } d ? Elapsed(d) : null,
            p is { } e ? e.GetProperty("lateSends").GetArrayLength().ToString(CultureInfo.InvariantCulture) : null,
        }))
        {
            OnScreen = ["version", "concerns", "fenced at", "platform", "fields", "stage", "elapsed"],
        };

    /// <summary>What somebody has to look at.</summary>
    public static readonly Sheet Exceptions = new(
        "exceptions", ["id", "kind", "platform", "customer", "field", "source", "why", "severity", "state", "for", "until", "overdue"],
        e =>
        [
            [
                Text(e, "id"), Text(e, "kind"), Text(e, "platform"), Text(e, "customer") ?? "(all)", Text(e, "field"), Text(e, "source"), Text(e, "why"),
                Text(e, "severity"), Text(e, "state"), Text(e, "assignee"), Instant(e, "dueAt"), e.GetProperty("overdue").GetBoolean() ? "overdue" : null,
            ],
        ])
        {
            OnScreen = ["id", "kind", "platform", "field", "severity", "state", "until"],
        };

    private static JsonElement.ArrayEnumerator Each(JsonElement told, string name) => told.GetProperty(name).EnumerateArray();

    private static string? Text(JsonElement told, string name)
    {
        var member = told.GetProperty(name);
        return member.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => member.GetString(),
            _ => member.GetRawText(),
        };
    }

    private static string? Instant(JsonElement told, string name) => told.GetProperty(name) is { ValueKind: JsonValueKind.String } at
        ? at.GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : null;

    // Downwards: what is not whole must not read as if it were.
    private static string? Share(JsonElement told) => told.GetProperty("conformance") is { ValueKind: JsonValueKind.Number } share
        ? (Math.Floor(share.GetDouble() * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %"
        : null;

    private static string? Elapsed(JsonElement told) => told.GetProperty("elapsedSeconds") is { ValueKind: JsonValueKind.Number } seconds
        ? TimeSpan.FromSeconds(Math.Floor(seconds.GetDouble())).ToString("c", CultureInfo.InvariantCulture)
        : null;
}
