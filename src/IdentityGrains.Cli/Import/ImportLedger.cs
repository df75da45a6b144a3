namespace IdentityGrains.Cli.Import;

/// <summary>
/// Takes the lines' reports as they come and counts them in the file's order, so that what is kept is always the truth about the first so many
/// lines. A line that is done before an earlier one waits here; if the import dies, it is played again and answered from the record.
/// </summary>
internal sealed class ImportLedger
{
    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LineReport> _waiting = [];
    private readonly Queue<long> _expected = new();
    private readonly ImportState _state;
    private readonly Action<ImportState> _save;
    private readonly IImportWitness _witness;
    private readonly TimeProvider _time;
    private long _savedAt;

    /// <summary>Continues a state.</summary>
    public ImportLedger(ImportState state, Action<ImportState> save, IImportWitness witness, TimeProvider time)
    {
        (_state, _save, _witness, _time) = (state, save, witness, time);
        _savedAt = time.GetTimestamp();
    }

    /// <summary>Says that a line is played next; lines are expected in the file's order.</summary>
    public void Expect(long number)
    {
        lock (_lock)
        {
            _expected.Enqueue(number);
        }
    }

    /// <summary>Takes a line's report.</summary>
    public void Take(LineReport report)
    {
        lock (_lock)
        {
            _waiting.Add(report.Number, report);
            while (_expected.TryPeek(out var next) && _waiting.Remove(next, out var done))
            {
                _expected.Dequeue();
                Count(done);
            }

            if (_time.GetElapsedTime(_savedAt) >= SaveEvery)
            {
                Save();
            }
        }
    }

    /// <summary>Keeps what is counted.</summary>
    public void Close()
    {
        lock (_lock)
        {
            Save();
        }
    }

    private void Count(LineReport report)
    {
        _state.Lines = report.Number;
        _state.Tally.Add(report);
        foreach (var refused in report.Refused)
        {
            if (_state.Refused.Count < ImportState.MostRefused)
            {
                _state.Refused.Add(refused);
            }

            _witness.Refused(refused);
        }

        if (report.Skipped is { } why)
        {
            var skipped = new SkippedLine(report.Number, why);
            if (_state.Skipped.Count < ImportState.MostRefused)
            {
                _state.Skipped.Add(skipped);
            }

            _witness.Skipped(skipped);
        }

        _witness.Reached(report.Number);
    }

    private void Save()
    {
        _save(_state);
        _savedAt = _time.GetTimestamp();
    }
}

/// <summary>Who watches an import.</summary>
internal interface IImportWitness
{
    /// <summary>Every line up to this one is done with.</summary>
    void Reached(long line);

    /// <summary>A line, or a part of it, was refused.</summary>
    void Refused(RefusedLine refused);

    /// <summary>A line was left out.</summary>
    void Skipped(SkippedLine skipped);
}
