global using System.Collections.Immutable;
global using IdentityGrains.Domain;
global using IdentityGrains.Domain.Customers;
global using Microsoft.Extensions.Logging;
global using Orleans;
global using Orleans.Runtime;
