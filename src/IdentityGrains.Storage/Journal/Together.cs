namespace IdentityGrains.Storage.Journal;

/// <summary>
/// Answers many who ask at once together. Whoever asks while a round is under way joins the next one; whoever asks alone is answered at once. Many askers then
/// cost the store one statement, and one flush where something is written.
/// </summary>
/// <param name="answerAll">Answers a round, in order. What it throws, everybody in the round is told.</param>
/// <param name="most">How many one round answers at most.</param>
internal sealed class Together<TAsk, TAnswer>(Func<IReadOnlyList<TAsk>, Task<IReadOnlyList<TAnswer>>> answerAll, int most)
{
    private readonly Lock _lock = new();
    private readonly Queue<Asked> _waiting = new();
    private bool _answering;

    /// <summary>The answer, of a round that began after the call.</summary>
    public Task<TAnswer> Ask(TAsk ask, CancellationToken ct)
    {
        var asked = new Asked(ask);
        lock (_lock)
        {
            _waiting.Enqueue(asked);
            if (!_answering)
            {
                _answering = true;

                // A round must not go on in the name of whoever asked first.
                using (ExecutionContext.SuppressFlow())
                {
                    _ = Task.Run(AnswerAll, CancellationToken.None);
                }
            }
        }

        return asked.Answer.Task.WaitAsync(ct);
    }

    private async Task AnswerAll()
    {
        while (Next() is { Count: > 0 } round)
        {
            try
            {
                var answers = await answerAll([.. round.Select(a => a.Ask)]);
                for (var i = 0; i < round.Count; i++)
                {
                    round[i].Answer.TrySetResult(answers[i]);
                }
            }
            catch (Exception why)
            {
                round.ForEach(a => a.Answer.TrySetException(why));
            }
        }
    }

    private List<Asked> Next()
    {
        lock (_lock)
        {
            var round = new List<Asked>(Math.Min(_waiting.Count, most));
            while (round.Count < most && _waiting.TryDequeue(out var asked))
            {
                round.Add(asked);
            }

            _answering = round.Count > 0;
            return round;
        }
    }

    private sealed class Asked(TAsk ask)
    {
        public TAsk Ask => ask;

        // Whoever waits goes on elsewhere: run here, they would hold up the next round.
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
