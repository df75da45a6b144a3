using IdentityGrains.Silo.Hosting;

return await ProductProgram.Run(args, Console.Out, Console.Error, CancellationToken.None);
