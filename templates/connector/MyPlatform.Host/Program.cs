using IdentityGrains.Connectors.Installed;
using IdentityGrains.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MyPlatform.Connector;

// The product as it is, and one more language that platforms may speak.
return await ProductProgram.Run(
    args, Console.Out, Console.Error, CancellationToken.None, services => services.AddSingleton<IConnectorKind, MyPlatformKind>());
