using IdentityGrains.Connectors.Installed;
using IdentityGrains.Domain.Signals;
using IdentityGrains.Formats.Signals;
using IdentityGrains.Connectors.Messages;
using IdentityGrains.Grains.Callers;
using IdentityGrains.Grains.Customers;
using IdentityGrains.Grains.Delivery;
using IdentityGrains.Grains.Events;
using IdentityGrains.Grains.Exceptions;
using IdentityGrains.Grains.Feed;
using IdentityGrains.Grains.Governance;
using IdentityGrains.Grains.Telemetry;
using IdentityGrains.Storage.Journal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Streams;

namespace IdentityGrains.Grains.Hosting;

/// <summary>Puts the product's grains into a silo. The store's services and the settings of trust are the host's to add.</summary>
public static class GrainServices
{
    /// <summary>How many bytes one message between client and silo may have; more is refused before it is read.</summary>
    public const int LargestMessage = 1024 * 1024;

    /// <summary>How many bytes the header of a message may have, where the credentials are.</summary>
    public const int LargestHeader = 64 * 1024;

    /// <summary>How many calls may wait for one grain.</summary>
    public const int MostWaitingCalls = 1_024;

    /// <summary>How long a grain call may take before its caller is told that the outcome is unknown.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Adds grains, their filter, the journal-fed streams and the services that keep work moving.</summary>
    public static ISiloBuilder AddIdentityGrains(this ISiloBuilder silo, IConfiguration configuration)
    {
        silo.AddIncomingGrainCallFilter<CallFilter>();
        silo.AddOutgoingGrainCallFilter<SiloMark>();
        silo.AddPersistentStreams(FeedStreams.Provider, FeedAdapter.Create, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ImplicitOnly);
            streams.ConfigurePullingAgent(agent => agent.Configure(o =>
            {
                // The receiver waits for news by itself; this is only the pause between two waits.
                o.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20);
                o.BatchContainerBatchSize = FeedReceiver.RowsPerRead;
            }));
        });
        silo.Configure<SiloMessagingOptions>(o =>
        {
            o.MaxMessageBodySize = LargestMessage;
            o.MaxMessageHeaderSize = LargestHeader;
            o.ResponseTimeout = CallTimeout;
            o.MaxEnqueuedRequestsHardLimit = MostWaitingCalls;
        });
        silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionAge = TimeSpan.FromMinutes(15);

            // However many customers are asked for within that time: memory ends first, so the idle ones go.
            o.EnableActivationSheddingOnMemoryPressure = true;
        });
        Add(silo.Services, configuration);
        return silo;
    }

    private static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddPlatformConnectors(configuration);
        services.AddMessagePort(configuration);
        services.AddSingleton<CredentialVerifier>();
        services.AddSingleton<SignatureVerifier>();
        services.AddSingleton<SiloProof>();
        services.AddSingleton<Allowances>();
        services.AddOptions<CallLimits>().Bind(configuration.GetSection(CallLimits.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SignalFormat, SignalReader>();
        services.AddSingleton<PoliciesInForce>();
        services.AddSingleton<PolicyDesk>();
        services.AddSingleton<PolicyActivation>();
        services.AddSingleton<SendGate>();
        services.AddSingleton<InstalledPlatforms>();
        services.AddSingleton<PlatformExceptions>();
        services.AddSingleton<ClaimExceptions>();
        services.AddSingleton<Instruments>();
        services.AddSingleton<CustomerServices>();
        services.AddSingleton<CustomerLoader>();
        services.AddSingleton<StandingHeads>();
        services.AddOptions<EventOptions>().Bind(configuration.GetSection(EventOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<EventTail>();
        services.AddSingleton<EventCursors>();
        services.AddSingleton<EventDesk>();
        services.AddHostedService<Sweeper>();
    }
}
