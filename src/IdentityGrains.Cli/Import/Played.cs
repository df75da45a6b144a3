using IdentityGrains.Cli.Api;

namespace IdentityGrains.Cli.Import;

/// <summary>What became of a line, while it is played.</summary>
/// <param name="line">The line.</param>
/// <param name="token">The credential of its source.</param>
internal sealed class Played(ImportLine line, string token)
{
    private readonly List<Done> _done = [];
    private readonly List<RefusedLine> _refused = [];
    private string? _skipped;

    /// <summary>The line.</summary>
    public ImportLine Line => line;

    /// <summary>The credential of its source.</summary>
    public string Token => token;

    /// <summary>Nothing was asked, or the answer holds nothing more.</summary>
    public void Take(DoneKind kind) => _done.Add(new Done(kind, false, []));

    /// <summary>An act was answered.</summary>
    public void Take(Reply reply, DoneKind kind)
    {
        if (reply.Problem is { } problem)
        {
            _refused.Add(new RefusedLine(line.Number, problem.Slug, problem.Title, problem.Errors));
        }
        else
        {
            var fields = reply.Receipt.Fields;
            _done.Add(new Done(kind, reply.Replayed, fields.IsDefault ? [] : fields));
        }
    }

    /// <summary>What the line says was left out.</summary>
    public void Skip(string why) => _skipped = why;

    /// <summary>What became of it.</summary>
    public LineReport Report() => new(line.Number, [.. _done], [.. _refused], _skipped);
}
