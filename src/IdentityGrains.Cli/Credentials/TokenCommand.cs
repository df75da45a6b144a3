using IdentityGrains.Cli.Look;
using IdentityGrains.Domain;
using IdentityGrains.Domain.Customers;

namespace IdentityGrains.Cli.Credentials;

/// <summary><c>igrains token</c>: prints a token of the development issuer.</summary>
internal static class TokenCommand
{
    public static Command Create()
    {
        var source = new Option<string?>("--source") { Description = "The source to speak for, as the policy names it." };
        var principal = new Option<string?>("--principal") { Description = "The service identity to speak as, instead of a source's." };
        var person = new Option<string?>("--person") { Description = "The person of the organisation to act as, for example anna, instead of a source." };
        var roles = new Option<string[]>("--role")
        {
            Description = "A role that the person holds; may be given more than once.", DefaultValueFactory = _ => [],
        };
        var subject = new Option<string?>("--subject") { Description = "The customer who is signed in: prints a Subject-Token for the header of that name." };
        var policy = new Option<FileInfo>("--policy")
        {
            Description = "The policy that says which identity speaks for the source.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "sample", "policy.yaml")),
        };
        var data = Reach.DataFolder();
        var token = new Command("token", "Prints a token of the development issuer, good for an hour.")
        {
            source, principal, person, roles, subject, policy, data,
        };
        token.Validators.Add(asked =>
        {
            if (new[] { asked.GetValue(source), asked.GetValue(principal), asked.GetValue(person) }.Count(named => named is not null) != 1)
            {
                asked.AddError("Name one of --source, --principal and --person.");
            }

            if (asked.GetValue(person) is null ? asked.GetValue(roles) is { Length: > 0 } : asked.GetValue(subject) is not null)
            {
                asked.AddError("--role goes with --person, and --subject with a service.");
            }
        });
        token.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            if (asked.GetValue(person) is { } somebody)
            {
                var issuer = Reach.Issuer(asked.GetRequiredValue(data).FullName);
                await asked.InvocationConfiguration.Output.WriteLineAsync(
                    issuer.PersonToken(somebody, asked.GetRequiredValue(roles), TimeProvider.System.GetUtcNow()));
                return ExitCode.Well;
            }

            var speaker = asked.GetValue(principal) is { } named
                ? new PrincipalId(named)
                : await PrincipalOf(asked.GetValue(source)!, asked.GetRequiredValue(policy), ct);
            await asked.InvocationConfiguration.Output.WriteLineAsync(
                Issue(asked.GetRequiredValue(data).FullName, speaker, asked.GetValue(subject), TimeProvider.System));
            return ExitCode.Well;
        }));
        return token;
    }

    private static string Issue(string dataFolder, PrincipalId speaker, string? subject, TimeProvider time)
    {
        var issuer = Reach.Issuer(dataFolder);
        return subject is null ? issuer.ServiceToken(speaker, time.GetUtcNow())
            : CustomerId.TryParse(subject, out var customer) ? issuer.SubjectToken(customer, speaker, time.GetUtcNow())
            : throw new InvalidDataException("--subject is no customer id.");
    }

    private static async Task<PrincipalId> PrincipalOf(string source, FileInfo policy, CancellationToken ct)
    {
        var book = SourceBook.Of(await File.ReadAllTextAsync(policy.FullName, ct));
        return book.PrincipalOf(new SourceName(source))
            ?? throw new InvalidDataException($"The policy knows no source of that name. It knows: {string.Join(", ", book.Sources)}.");
    }
}
