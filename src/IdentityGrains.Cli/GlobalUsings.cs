global using System.CommandLine;
global using Spectre.Console;
