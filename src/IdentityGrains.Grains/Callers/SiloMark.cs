using IdentityGrains.Client.Callers;

namespace IdentityGrains.Grains.Callers;

/// <summary>Puts the silo's proof on every call that leaves a silo's own code, but for calls to clients' interfaces, where it proves nothing.</summary>
internal sealed class SiloMark(SiloProof proof) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType!.Assembly != typeof(Credential).Assembly)
        {
            proof.Attach();
        }

        return context.Invoke();
    }
}
