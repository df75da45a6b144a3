using IdentityGrains.Connectors.Installed;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Connectors.Tests.Given;
using IdentityGrains.Domain.Messages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IdentityGrains.Connectors.Tests.Messages;

public class MessagePortServicesTests
{
    [Fact]
    public async Task The_gateway_of_the_configuration_is_the_port_and_nobody_is_warned()
    {
        var log = new Warnings();

        Assert.IsType<WebhookMessagePort>(await Start(Gateway(), log));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Without_a_gateway_the_host_starts_with_one_warning()
    {
        var log = new Warnings();

        Assert.Null(await Start([], log));
        Assert.Contains("Messages", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_ones_own_needs_no_settings()
    {
        var (log, own) = (new Warnings(), new Pigeons());

        Assert.Same(own, await Start([], log, own));
        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData("Url", "http://mail.example")]
    [InlineData("Url", null)]
    [InlineData("Urll", "https://mail.example")]
    [InlineData("AckBase", "https://gw.example")]
    [InlineData("Timeout", "whsec_c2VjcmV0")]
    [InlineData("Secrets:0", "whsec_c2VjcmV0")]
    [InlineData("SecretFile", "/nowhere/at/all")]
    public async Task A_host_with_wrong_settings_does_not_start_and_says_where_without_a_secret(string name, string? value)
    {
        var settings = Gateway();
        settings["Messages:" + name] = value;
        var fault = await Assert.ThrowsAsync<ConnectorSettingsException>(() => Start(settings, new Warnings()));

        Assert.All(fault.Faults, f => Assert.StartsWith("Messages: ", f, StringComparison.Ordinal));
        Assert.DoesNotContain("c2VjcmV0", fault.ToString(), StringComparison.Ordinal);
    }

    private static async Task<IMessagePort?> Start(Dictionary<string, string?> settings, Warnings log, IMessagePort? own = null)
    {
        var collection = new ServiceCollection().AddLogging(l => l.AddProvider(log));
        if (own is not null)
        {
            collection.AddSingleton(own);
        }

        await using var services = collection.AddMessagePort(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider(validateScopes: true);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await (service is IHostedLifecycleService looking ? looking.StartingAsync(TestContext.Current.CancellationToken) : Task.CompletedTask);
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return services.GetService<IMessagePort>();
    }

    private static Dictionary<string, string?> Gateway() => new()
    {
        ["Messages:Url"] = "https://mail.example/send",
        ["Messages:Secrets:0"] = Keys.Text(1),
    };

    private sealed class Pigeons : IMessagePort
    {
        public Task<MessageEnd> Send(ComposedMessage message, CancellationToken ct) => Task.FromResult<MessageEnd>(new MessageEnd.Sent());
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
            {
                Lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
