global using System.Collections.Frozen;
global using System.Collections.Immutable;
global using System.Globalization;
global using IdentityGrains.Domain;
global using IdentityGrains.Domain.Customers;
