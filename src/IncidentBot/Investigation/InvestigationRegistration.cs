using IncidentBot.Delivery.Audit;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Nudges;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Investigation.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation;

/// <summary>Registers the investigation.</summary>
public static class InvestigationRegistration
{
    /// <summary>Adds what leads people from what they see to what caused it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="patterns">Which patterns the organisation has; null: those that come with the bot.</param>
    public static IServiceCollection AddInvestigation(this IServiceCollection services, PatternOptions? patterns = null)
    {
        services.AddSingleton<HypothesisStore>();
        services.AddRecordTables(HypothesisTables.All);
        services.AddSingleton<HypothesisBoard>().AddSingleton<HypothesisSources>();
        services.AddSingleton<HypothesisForms>().AddSingleton<MoveForms>();
        services.AddSingleton<StateHypothesis>().AddSingleton<SpecifyHypothesis>().AddSingleton<MoveHypothesis>();
        services.AddSingleton<PlaceHypothesis>().AddSingleton<ShowHypotheses>().AddSingleton<AskSecondPair>();
        services.AddSingleton<RefreshHypotheses>().AddSingleton<ForgetHypotheses>();
        return services.AddSignals().AddPatterns(patterns ?? new PatternOptions()).AddNudges();
    }
}
