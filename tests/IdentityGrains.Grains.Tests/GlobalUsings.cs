global using System.Collections.Immutable;
global using IdentityGrains.Domain;
global using IdentityGrains.Domain.Customers;
global using Xunit;
