global using System.Collections.Immutable;
global using System.Globalization;
global using System.Net;
global using System.Text.Json;
global using IdentityGrains.Domain;
global using Xunit;
