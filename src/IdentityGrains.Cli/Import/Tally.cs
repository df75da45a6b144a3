using System.Text.Json.Serialization;

namespace IdentityGrains.Cli.Import;

/// <summary>What became of the lines so far, by kind. It counts and names rules; it never holds a value.</summary>
internal sealed class Tally
{
    /// <summary>Customers whose record began.</summary>
    public long Created { get; set; }

    /// <summary>Keys that were attached to a customer.</summary>
    public long Linked { get; set; }

    /// <summary>Keys that were known before.</summary>
    public long KnownKeys { get; set; }

    /// <summary>Links to keys that nobody knows.</summary>
    public long UnknownLinks { get; set; }

    /// <summary>Assertions in the record.</summary>
    public long Assertions { get; set; }

    /// <summary>Grants in the record.</summary>
    public long Grants { get; set; }

    /// <summary>Withdrawals in the record.</summary>
    public long Withdrawals { get; set; }

    /// <summary>Restrictions and releases in the record.</summary>
    public long Restrictions { get; set; }

    /// <summary>Contact points confirmed.</summary>
    public long Confirmations { get; set; }

    /// <summary>Codes asked for.</summary>
    public long CodeRequests { get; set; }

    /// <summary>Changes stopped or undone.</summary>
    public long Cancellations { get; set; }

    /// <summary>Contact points out of reach.</summary>
    public long Doubts { get; set; }

    /// <summary>Privacy signals in the record.</summary>
    public long Signals { get; set; }

    /// <summary>Acts that were in the record already and were answered from it.</summary>
    public long Replayed { get; set; }

    /// <summary>Fields whose value is another one since.</summary>
    public long Changed { get; set; }

    /// <summary>Asserted fields by outcome.</summary>
    public SortedDictionary<string, long> Outcomes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Refusals by problem.</summary>
    public SortedDictionary<string, long> Refusals { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Lines that were left out, by reason.</summary>
    public SortedDictionary<string, long> Skipped { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Every line, by what it came to.</summary>
    public SortedDictionary<LineVerdict, long> Verdicts { get; init; } = [];

    /// <summary>Every act that is in the record.</summary>
    [JsonIgnore]
    public long Acts => Created + Linked + Assertions + Grants + Withdrawals + Restrictions
        + Confirmations + CodeRequests + Cancellations + Doubts + Signals;

    /// <summary>Adds a line's report.</summary>
    public void Add(LineReport report)
    {
        var verdict = LineVerdicts.Of(report);
        Verdicts[verdict] = Verdicts.GetValueOrDefault(verdict) + 1;
        if (report.Skipped is { } why)
        {
            Skipped[why] = Skipped.GetValueOrDefault(why) + 1;
        }

        foreach (var done in report.Done)
        {
            Count(done.Kind);
            Replayed += done.Replayed && done.Kind != DoneKind.KnownKey ? 1 : 0;
            foreach (var field in done.Kind == DoneKind.Asserted ? done.Fields : [])
            {
                Outcomes[field.Outcome] = Outcomes.GetValueOrDefault(field.Outcome) + 1;
                Changed += field.Changed ? 1 : 0;
            }
        }

        foreach (var refused in report.Refused)
        {
            Refusals[refused.Problem] = Refusals.GetValueOrDefault(refused.Problem) + 1;
        }
    }

    private void Count(DoneKind kind)
    {
        switch (kind)
        {
            case DoneKind.Created: Created++; break;
            case DoneKind.Linked: Linked++; break;
            case DoneKind.KnownKey: KnownKeys++; break;
            case DoneKind.UnknownLink: UnknownLinks++; break;
            case DoneKind.Asserted: Assertions++; break;
            case DoneKind.Granted: Grants++; break;
            case DoneKind.Withdrawn: Withdrawals++; break;
            case DoneKind.Restricted: Restrictions++; break;
            case DoneKind.Confirmed: Confirmations++; break;
            case DoneKind.CodeRequested: CodeRequests++; break;
            case DoneKind.Cancelled: Cancellations++; break;
            case DoneKind.Doubted: Doubts++; break;
            case DoneKind.Signalled: Signals++; break;
            default: throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }
}
