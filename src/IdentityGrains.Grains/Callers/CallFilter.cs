using System.Reflection;
using IdentityGrains.Client.Callers;
using IdentityGrains.Domain.Callers;
using IdentityGrains.Storage.Journal;
using OutcomeUnknownException = IdentityGrains.Client.Callers.OutcomeUnknownException;
using Orleans.Serialization.Invocation;

namespace IdentityGrains.Grains.Callers;

/// <summary>
/// The one door into the grains. A call to an interface of the client package carries a credential, which is verified here, in the silo; a call to any
/// other interface of ours carries the silo's proof, and one to the runtime's is closed to clients (<see cref="OpenDoors"/>). What fails inside leaves as
/// one of our own exceptions: a database's would carry its words across the wall, or not cross it at all.
/// </summary>
internal sealed partial class CallFilter(
    CredentialVerifier verifier, SignatureVerifier signatures, SiloProof proof, Allowances allowances, ILogger<CallFilter> logger) : IIncomingGrainCallFilter
{
    private static readonly Assembly Open = typeof(Credential).Assembly;
    private static readonly DeactivationReason Nobody = new(DeactivationReasonCode.ApplicationRequested, "There is no such customer.");

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var called = context.InterfaceMethod.DeclaringType!;
        if (!OpenDoors.IsOpen(called) && !OpenDoors.IsOurs(called))
        {
            await AdmitToRuntime(context, called);
            return;
        }

        try
        {
            await Admit(context, called);
        }
        catch (StoreUnreachableException)
        {
            throw new StoreUnavailableException();
        }
        catch (Exception why) when (IsForeign(why))
        {
            Failed(logger, called.Name, context.InterfaceMethod.Name, why.GetType().Name);
            throw new OutcomeUnknownException();
        }
    }

    /// <summary>True for what is not one of our own exceptions: nobody foresaw it.</summary>
    public static bool IsForeign(Exception why) => why is not OperationCanceledException && why.GetType().Assembly != Open;

    private async Task AdmitToRuntime(IIncomingGrainCallContext context, Type called)
    {
        if (IsFromOutside(context) && !OpenDoors.IsOfEveryClient(called))
        {
            Closed(logger, called.Name, context.InterfaceMethod.Name);
            throw new InternalCallRefusedException();
        }

        await context.Invoke();
    }

    private async Task Admit(IIncomingGrainCallContext context, Type called)
    {
        var somebody = context.Grain as IMayKeepNobody;
        try
        {
            // Where a call comes from is written by its sender; only what the silo alone can make proves that the sender is one.
            if (OpenDoors.IsOurs(called) && !proof.Holds())
            {
                Closed(logger, called.Name, context.InterfaceMethod.Name);
                throw new InternalCallRefusedException();
            }

            var caller = await CallerOf(context, called);
            if (caller is not null && OpenDoors.IsOpen(called))
            {
                allowances.Take(caller.Principal, somebody is { KeepsNobody: true });
            }

            CurrentCaller.Set(caller);
            await context.Invoke();
            if (caller is not null && somebody is { KeepsNobody: true })
            {
                allowances.Missed(caller.Principal);
            }
        }
        finally
        {
            // Ids that name nobody are without number: what stands for one must not stay.
            if (somebody is { KeepsNobody: true })
            {
                context.TargetContext.Deactivate(Nobody);
            }
        }
    }

    // An acknowledgement is proved by the platform's signature over its body, which the grain checks. What a grain does in a caller's name it does with
    // the caller's credential, verified again.
    private async ValueTask<Caller?> CallerOf(IIncomingGrainCallContext context, Type called)
    {
        var credential = Credential.FromCall();
        var needed = OpenDoors.NeedsCredential(called);
        var caller = needed || credential is not null ? await verifier.Verify(credential) : null;
        return caller is not null && credential?.AssertionSignature is { } signature && CommandOf(context.Request) is { } command
            ? await Signed(caller, signature, command)
            : caller;
    }

    // Who does not say where a call comes from is treated as a client.
    private bool IsFromOutside(IIncomingGrainCallContext context) => (context.SourceId is not { } source || source.IsClient()) && !proof.Holds();

    private async ValueTask<Caller> Signed(Caller caller, string signature, CustomerCommand command)
    {
        try
        {
            return caller.WithSignature(await signatures.Verify(signature, caller.Principal, command));
        }
        catch (CredentialRefusedException refused)
        {
            DoesNotHold(logger, caller.Principal, command.GetType().Name, refused.Fault);
            throw;
        }
    }

    // Here and not in the grains: one that takes a command and forgets to look would believe less than was said, and say nothing of it.
    private static CustomerCommand? CommandOf(IInvokable request) =>
        Enumerable.Range(0, request.GetArgumentCount()).Select(request.GetArgument).OfType<CustomerCommand>().FirstOrDefault();

    [LoggerMessage(2003, LogLevel.Warning, "{Interface}.{Method} is closed to clients and was called by one")]
    private static partial void Closed(ILogger logger, string @interface, string method);

    [LoggerMessage(2001, LogLevel.Error, "{Interface}.{Method} failed, {Fault}")]
    private static partial void Failed(ILogger logger, string @interface, string method, string fault);

    [LoggerMessage(2002, LogLevel.Warning, "A signature that {Principal} showed with {Command} is refused, {Fault}")]
    private static partial void DoesNotHold(ILogger logger, PrincipalId principal, string command, CredentialFault fault);
}
