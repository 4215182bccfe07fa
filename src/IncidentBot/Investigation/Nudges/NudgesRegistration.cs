using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation.Nudges;

/// <summary>Registers the nudges.</summary>
internal static class NudgesRegistration
{
    /// <summary>Adds what reminds people of the method.</summary>
    public static IServiceCollection AddNudges(this IServiceCollection services)
    {
        services.AddSingleton<NudgeStore>();
        services.AddRecordTables(NudgeTables.All);
        return services.AddSingleton<RemindOfMethod>().AddSingleton<AnswerNudge>().AddSingleton<SwitchNudge>();
    }
}
