using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Outbound;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Connectors.Messages;

/// <summary>Puts the port for messages to customers into a host.</summary>
public static partial class MessagePortServices
{
    /// <summary>
    /// Adds an <see cref="IMessagePort"/> when the section <c>Messages</c> says where to, unless the host registered one of its own; the host does not
    /// start when the settings are wrong. With neither there is no port, which is warned of once.
    /// </summary>
    public static IServiceCollection AddMessagePort(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(MessageSettings.Section);
        if (section.Exists())
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<IMessagePort>(s => Install(section, s.GetRequiredService<TimeProvider>()));
        }

        services.AddHostedService<MessagePortAtStart>();
        return services;
    }

    private static WebhookMessagePort Install(IConfigurationSection section, TimeProvider time)
    {
        try
        {
            return new WebhookMessagePort(SettingsSection.Read<MessageSettings>(section, MessageSettings.Section), time);
        }
        catch (ConnectorSettingsException e)
        {
            throw new ConnectorSettingsException([.. e.Faults.Select(f => $"{section.Path}: {f}")]);
        }
    }

    // Making it is what checks it: a wrong setting must stop the start, before anything else has begun, and not the first message.
    private sealed partial class MessagePortAtStart(IServiceProvider services, ILogger<MessagePortAtStart> logger) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            if (services.GetService<IMessagePort>() is null)
            {
                NoPort(logger, MessageSettings.Section);
            }

            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(4001, LogLevel.Warning, "No port for messages to customers is configured (section {Section}): codes and notices are not sent")]
        private static partial void NoPort(ILogger logger, string section);
    }
}
