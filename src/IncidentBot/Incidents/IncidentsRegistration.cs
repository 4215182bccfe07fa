using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents.Services;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Incidents;

/// <summary>Registers the incidents.</summary>
public static class IncidentsRegistration
{
    /// <summary>Adds what starts and changes incidents.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: registered elsewhere, or the defaults.</param>
    /// <param name="catalogue">The services that incidents are about; null: registered elsewhere.</param>
    public static IServiceCollection AddIncidents(
        this IServiceCollection services, IncidentOptions? options = null, CatalogueOptions? catalogue = null)
    {
        if (catalogue is not null) services.TryAddSingleton(catalogue);
        services.TryAddSingleton(options ?? new IncidentOptions());
        services.TryAddSingleton<ChatPlatforms>();
        services.AddSingleton<IncidentStore>();
        services.AddRecordTables(IncidentTables.All);
        services.AddSingleton<StartIncident>();
        services.AddSingleton<AskHowToStart>();
        services.AddSingleton<FollowTopic>();
        services.AddSingleton<AnnouncementStore>();
        services.AddSingleton<Announce>();
        services.AddSingleton<RecordChannel>();
        services.AddSingleton<EvidenceStore>();
        services.AddSingleton<KeepEvidence>();
        services.AddSingleton<GiveRole>();
        services.AddSingleton<GiveUpdate>();
        services.AddSingleton<NudgeForCommander>();
        services.AddSingleton<CheckHolders>();
        services.AddSingleton<ChannelQuestions>();
        services.AddSingleton<ChannelWarnings>();
        services.AddSingleton<EndQuestions>();
        services.AddSingleton<EndNudge>();
        services.AddSingleton<ChangeStatus>();
        services.AddSingleton<ChangeSeverity>();
        services.AddSingleton<DescribeImpact>();
        services.AddSingleton<SetMilestone>();
        services.AddSingleton<ChangeServices>();
        services.AddSingleton<ShowServices>();
        services.AddSingleton<PostServiceLinks>();
        services.AddSingleton<InviteOwners>();
        services.AddSingleton<OpenChannelAgain>();
        services.AddSingleton<AcknowledgeIncident>();
        services.AddSingleton<ShowMilestones>();
        services.AddSingleton<FollowChannel>();
        services.AddSingleton<OfferArchive>();
        return services;
    }
}
