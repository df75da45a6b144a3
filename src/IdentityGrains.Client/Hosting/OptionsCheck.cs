using System.ComponentModel.DataAnnotations;
using System.Net;
using IdentityGrains.Client.Callers;
using IdentityGrains.Client.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IdentityGrains.Client.Hosting;

/// <summary>Each setting by what it says of itself, and what no single one can say.</summary>
internal sealed class OptionsCheck(IServiceProviderIsService services, TimeProvider time) : IValidateOptions<IdentityGrainsClientOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityGrainsClientOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private IEnumerable<string> Wrong(IdentityGrainsClientOptions options)
    {
        var alone = new List<ValidationResult>();
        _ = Validator.TryValidateObject(options, new ValidationContext(options), alone, validateAllProperties: true);
        foreach (var told in alone)
        {
            yield return told.ErrorMessage!;
        }

        if (options.Gateways.Count > 0 == !string.IsNullOrWhiteSpace(options.Clustering))
        {
            yield return $"Set either {nameof(options.Gateways)} or {nameof(options.Clustering)}.";
        }

        foreach (var gateway in options.Gateways.Where(g => !IPEndPoint.TryParse(g, out var at) || at.Port == 0))
        {
            yield return $"{nameof(options.Gateways)}: {gateway} is not an IP address and a port, such as 127.0.0.1:30000.";
        }

        if (options.LongestPause < options.FirstPause)
        {
            yield return $"{nameof(options.LongestPause)} is shorter than {nameof(options.FirstPause)}.";
        }

        if (options.Tls is null && !options.PlainOrleansPorts
            && options.Gateways.Any(g => IPEndPoint.TryParse(g, out var at) && !IPAddress.IsLoopback(at.Address)))
        {
            yield return PlainConnections.Refusal;
        }

        if (Unfit(options) is { } unfit)
        {
            yield return unfit;
        }

        if (options.Credential is null && !services.IsService(typeof(ICredentialSource)))
        {
            yield return $"Set {nameof(options.Credential)}, or register an {nameof(ICredentialSource)}.";
        }
    }

    private string? Unfit(IdentityGrainsClientOptions options)
    {
        try
        {
            _ = options.Tls is null ? null : ClientConnections.Files(options, time);
            return options.Tls is not null && options.PlainOrleansPorts ? $"Set either {nameof(options.Tls)} or {nameof(options.PlainOrleansPorts)}." : null;
        }
        catch (UnsafeConnectionsException unfit)
        {
            return unfit.Message;
        }
    }
}
