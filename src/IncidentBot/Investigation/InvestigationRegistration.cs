using IncidentBot.Delivery.Audit;
using IncidentBot.Investigation.Hypotheses;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation;

/// <summary>Registers the investigation.</summary>
public static class InvestigationRegistration
{
    /// <summary>Adds what leads people from what they see to what caused it.</summary>
    public static IServiceCollection AddInvestigation(this IServiceCollection services)
    {
        services.AddSingleton<HypothesisStore>();
        services.AddRecordTables(HypothesisTables.All);
        services.AddSingleton<HypothesisBoard>().AddSingleton<HypothesisSources>();
        services.AddSingleton<HypothesisForms>().AddSingleton<MoveForms>();
        services.AddSingleton<StateHypothesis>().AddSingleton<SpecifyHypothesis>().AddSingleton<MoveHypothesis>();
        services.AddSingleton<PlaceHypothesis>().AddSingleton<ShowHypotheses>().AddSingleton<AskSecondPair>();
        services.AddSingleton<RefreshHypotheses>().AddSingleton<ForgetHypotheses>();
        return services;
    }
}
