namespace IdentityGrains.House.Tests.Contracts;

/// <summary>
/// What others rely on is written down and committed; a difference is a decision. With <c>APPROVE=1</c> in the environment the file is rewritten.
/// </summary>
internal static class Golden
{
    public static void Compare(string name, IEnumerable<string> lines)
    {
        var file = $"tests/IdentityGrains.House.Tests/Golden/{name}.txt";
        var actual = lines.ToList();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(Repository.PathOf(file), string.Concat(actual.Select(l => l + "\n")));
            return;
        }

        var approved = Repository.Exists(file) ? Repository.Lines(file) : [];
        if (actual.SequenceEqual(approved, StringComparer.Ordinal))
        {
            return;
        }

        var differences = approved.Except(actual, StringComparer.Ordinal).Select(l => "- " + l)
            .Concat(actual.Except(approved, StringComparer.Ordinal).Select(l => "+ " + l));
        Assert.Fail($"{file} says otherwise. If the change is meant, run these tests once with APPROVE=1.\n  {string.Join("\n  ", differences)}");
    }
}
