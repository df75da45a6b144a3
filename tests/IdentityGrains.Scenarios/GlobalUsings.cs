global using System.Net;
global using IdentityGrains.Domain;
global using Xunit;
