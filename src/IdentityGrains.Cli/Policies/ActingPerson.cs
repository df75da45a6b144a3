using IdentityGrains.Cli.Api;
using IdentityGrains.Cli.Credentials;
using IdentityGrains.Cli.Look;

namespace IdentityGrains.Cli.Policies;

/// <summary>The options that say which gateway is asked by which person: acts on policies are acts of people.</summary>
internal sealed class ActingPerson
{
    private readonly Reach _reach = new();
    private readonly Option<string> _person = new("--person")
    {
        Description = "Who acts, as the development issuer names people, for example anna.", Required = true,
    };
    private readonly Option<string> _role;

    /// <summary>The options of a verb.</summary>
    /// <param name="role">In which role one acts if none is named; null where it must be.</param>
    public ActingPerson(string? role)
    {
        _role = new Option<string>("--role") { Description = "The role in which he or she acts.", Required = role is null };
        if (role is not null)
        {
            _role.DefaultValueFactory = _ => role;
        }
    }

    /// <summary>Gives a verb these options, and what it does with a gateway, the person's token and the role.</summary>
    public void Perform(Command verb, Func<ParseResult, GatewayClient, string, string, CancellationToken, Task<int>> act)
    {
        _reach.AddTo(verb);
        verb.Add(_person);
        verb.Add(_role);
        verb.SetAction((asked, ct) => Failures.Told(asked, async () =>
        {
            using var gateway = _reach.Client(asked);
            var role = asked.GetRequiredValue(_role);
            var token = Reach.Issuer(_reach.FolderOf(asked)).PersonToken(asked.GetRequiredValue(_person), [role], TimeProvider.System.GetUtcNow());
            return await act(asked, gateway, token, role, ct);
        }));
    }
}
