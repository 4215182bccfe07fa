using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Catchup;

/// <summary>Registers what tells late arrivals how things stand.</summary>
public static class CatchupRegistration
{
    /// <summary>Adds catch-ups and hand-overs; needs the stores of incidents, timeline, checklist, deploys and reminders.</summary>
    public static IServiceCollection AddCatchup(this IServiceCollection services) =>
        services.AddSingleton<CatchupStore>()
            .AddSingleton<WorkLists>()
            .AddSingleton<ReadSituation>()
            .AddSingleton<ShowCatchup>()
            .AddSingleton<HandOverDigest>()
            .AddSingleton<AskToHandOver>()
            .AddSingleton<HandOverCommand>();
}
