using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Registers the patterns.</summary>
internal static class PatternsRegistration
{
    /// <summary>Adds what suggests patterns; those that come with the bot are read when they are needed.</summary>
    public static IServiceCollection AddPatterns(this IServiceCollection services, PatternOptions options)
    {
        services.AddSingleton(_ => PatternBook.With(options.Own)).AddSingleton<PatternStore>().AddSingleton<ReadPatterns>();
        services.AddRecordTables(PatternTables.All);
        services.AddSingleton<PatternForms>();
        return services.AddSingleton<SuggestPatterns>().AddSingleton<ShowPatterns>().AddSingleton<ChoosePattern>();
    }
}
