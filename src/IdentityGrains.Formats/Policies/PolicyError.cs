using IdentityGrains.Formats.Yaml;

namespace IdentityGrains.Formats.Policies;

/// <summary>One thing that is wrong with a document.</summary>
/// <param name="Path">Where, as a JSON pointer, for example <c>/spec/fields/email/category</c>; empty for the document itself.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">Which rule it breaks; stable.</param>
/// <param name="Sentence">The same for people.</param>
public sealed record PolicyError(string Path, int Line, string Code, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Path.Length == 0 ? "/" : Path)} (line {Line}): {Code}: {Sentence}";
}

/// <summary>Everything that is wrong with a document, collected while it is read.</summary>
internal sealed class PolicyErrors
{
    /// <summary>Beyond this nobody reads on, and a hostile document would only make us write.</summary>
    public const int Most = 1_000;

    private readonly List<PolicyError> _found = [];

    public bool Any => _found.Count > 0;

    public void Add(YamlNode at, string code, string sentence) => Add(new PolicyError(at.Path, at.Line, code, sentence));

    public void Add(PolicyError error)
    {
        if (_found.Count < Most)
        {
            _found.Add(error);
        }
    }

    /// <summary>In the document's order.</summary>
    public ImmutableArray<PolicyError> All() => [.. _found.OrderBy(f => f.Line)];
}
