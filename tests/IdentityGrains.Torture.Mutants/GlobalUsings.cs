global using System.Globalization;
global using IdentityGrains.Domain;
