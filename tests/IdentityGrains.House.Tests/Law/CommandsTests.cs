using System.Diagnostics;
using System.Runtime.CompilerServices;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Domain.Claims;
using IdentityGrains.Domain.Customers;
using IdentityGrains.Formats.Policies;
using IdentityGrains.Storage.Format;

namespace IdentityGrains.House.Tests.Law;

/// <summary>A command that the law or the record does not know would compile, be sent, and fail at the customer's door.</summary>
public sealed class CommandsTests
{
    private static readonly Domain.Policies.Policy Policy = PolicyDocument.Load(Repository.Read("deploy/sample/policy.yaml")).Policy
        ?? throw new InvalidDataException("The sample's policy is refused.");

    private static readonly List<Type> Commands = [.. Product.Domain.Concrete(typeof(CustomerCommand))];

    [Fact]
    public void There_are_commands() => Assert.NotEmpty(Commands);

    [Fact]
    public void Every_command_reaches_the_law() => Offenders.None(
        "The law has a line for every command.",
        Commands.Where(c => IsUnknown(c, "The law does not know", Decide)).Select(c => c.FullName!));

    [Fact]
    public void Every_command_has_a_fingerprint() => Offenders.None(
        "A retry is told from another act by the command's canonical bytes.",
        Commands.Where(c => IsUnknown(c, "No canonical bytes", command => CommandCodec.Write(command))).Select(c => c.FullName!));

    [Fact]
    public void Every_command_can_be_signed() => Offenders.None(
        "A source signs the command's canonical text.",
        Commands.Where(c => IsUnknown(c, "No canonical text", command => CommandText.Of(command))).Select(c => c.FullName!));

    [Fact]
    public void A_command_that_nobody_knows_is_found_out()
    {
        Assert.True(IsUnknown(typeof(Unheard), "No canonical text", command => CommandText.Of(command)));
        Assert.True(IsUnknown(typeof(Unheard), "The law does not know", Decide));
        Assert.True(IsUnknown(typeof(Unheard), "No canonical bytes", command => CommandCodec.Write(command)));
    }

    private static Customer Somebody => Customer.Nobody(default) with { Version = 1 };

    private static Caller Caller => new(Policy.Sources.Values.First().Principal, ProofLevel.ServiceAuthenticated, null);

    private static void Decide(CustomerCommand command) => Domain.Customers.Law.Decide(Somebody, command, Caller, Policy, DateTimeOffset.UnixEpoch);

    // The command is empty, so its room may stumble over a member; only that there is no room at all is of interest here.
    private static bool IsUnknown(Type type, string sentence, Action<CustomerCommand> use)
    {
        var command = (CustomerCommand)RuntimeHelpers.GetUninitializedObject(type);
        return Record.Exception(() => use(command)) is UnreachableException unreachable
            && unreachable.Message.StartsWith(sentence, StringComparison.Ordinal);
    }

    private sealed record Unheard(OperationId Operation, CustomerId Customer, DateTimeOffset ObservedAt) : CustomerCommand(Operation, Customer, ObservedAt);
}
