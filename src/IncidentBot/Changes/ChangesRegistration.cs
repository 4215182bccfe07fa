using IncidentBot.Access;
using IncidentBot.Catalogue;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Changes;

/// <summary>Registers the deploys.</summary>
public static class ChangesRegistration
{
    /// <summary>Adds what pulls and shows deploys; where they come from is registered apart, as an <see cref="IChangeSource"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="catalogue">The services that incidents are about; null: registered elsewhere, or empty.</param>
    /// <param name="options">Which deploys are looked at; null: registered elsewhere, or the defaults.</param>
    /// <param name="sources">Where changes are read from; null: registered elsewhere, or the defaults.</param>
    /// <param name="suspicion">What each reason for a suspicion counts; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddChanges(
        this IServiceCollection services, CatalogueOptions? catalogue = null, DeployOptions? options = null,
        ChangesOptions? sources = null, SuspicionOptions? suspicion = null)
    {
        services.AddSingleton<BotChanges>();
        services.AddSingleton<KeepBotChange>();
        services.TryAddSingleton(catalogue ?? new CatalogueOptions());
        services.TryAddSingleton(options ?? new DeployOptions());
        services.TryAddSingleton(sources ?? new ChangesOptions());
        services.TryAddSingleton(suspicion ?? new SuspicionOptions());
        services.AddSingleton<ChangeStore>();
        services.AddSingleton<ChangeDecisionStore>();
        services.AddSingleton<RankingStore>();
        services.AddRecordTables(ChangeTables.All);
        services.AddSingleton<SeenChangeStore>();
        services.AddSingleton<IChangeSource, SeenChanges>();
        services.TryAddSingleton<AccessTokens>();
        services.AddSingleton<ChangeSources>();
        services.AddSingleton<CleanUpOf>(provider => provider.GetRequiredService<SeenChangeStore>().CleanUpAsync);
        services.AddSingleton<ChangePostStore>();
        services.AddSingleton<CleanUpOf>(provider => provider.GetRequiredService<ChangePostStore>().CleanUpAsync);
        services.AddSingleton(provider => new KeepPostedChange(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<Inbox>(),
            provider.GetRequiredService<CatalogueOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ToldHistoryStore>();
        services.AddSingleton<CleanUpOf>(provider => provider.GetRequiredService<ToldHistoryStore>().CleanUpAsync);
        services.AddSingleton(provider => new KeepToldChange(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<Inbox>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<KeepToldChange>>()));
        services.AddSingleton<ChangeLines>();
        services.AddSingleton<TellChange>();
        services.AddSingleton<PollChanges>();
        services.AddSingleton<TypeChange>();
        services.AddSingleton<FollowTyped>();
        services.AddSingleton<KnownServices>();
        services.AddSingleton<PullChanges>();
        services.AddSingleton<ShowChanges>();
        services.AddSingleton<ReadSuspects>();
        services.AddSingleton<ChangesBoard>();
        services.AddSingleton<RankChanges>();
        services.AddSingleton<ListChanges>();
        services.AddSingleton<DecideOnChange>();
        services.AddSingleton<AnswerCause>();
        services.AddSingleton<OfferLiveTime>();
        services.AddSingleton<ShowAccuracy>();
        return services;
    }
}
