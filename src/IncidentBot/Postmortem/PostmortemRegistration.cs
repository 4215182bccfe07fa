using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Postmortem.Exports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Postmortem;

/// <summary>Registers the postmortem.</summary>
public static class PostmortemRegistration
{
    /// <summary>
    /// Adds what assembles drafts and gives incidents out; needs the stores of incidents, timeline, checklist and deploys.
    /// </summary>
    public static IServiceCollection AddPostmortem(this IServiceCollection services)
    {
        services.AddAudit();
        services.TryAddSingleton<SentKeys>();
        services.AddSingleton<PostmortemStore>();
        services.AddRecordTables(PostmortemTables.All);
        services.AddSingleton<PostmortemRecords>();
        services.AddSingleton<FollowRecord>();
        services.AddSingleton<PostmortemBoard>();
        services.AddSingleton<AssemblePostmortem>();
        services.AddSingleton<ExportPostmortem>();
        services.AddSingleton<DraftToExport>();
        services.AddSingleton<PicturesToEmbed>();
        services.AddSingleton<IncidentExport>();
        services.AddSingleton<IncidentArchive>();
        services.AddSingleton<ExportMaker>();
        services.AddSingleton(provider => provider.GetRequiredService<ExportMaker>().ToMaker());
        return services;
    }
}
