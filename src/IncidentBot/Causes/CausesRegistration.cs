using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Causes;

/// <summary>Registers the whys and factors.</summary>
public static class CausesRegistration
{
    /// <summary>Adds what collects, with its evidence, why an incident could happen.</summary>
    public static IServiceCollection AddCauses(this IServiceCollection services)
    {
        services.AddSingleton<CauseStore>();
        services.AddRecordTables(CauseTables.All);
        services.AddSingleton<ReadCauses>().AddSingleton<CauseForms>().AddSingleton<CauseBoard>();
        services.AddSingleton<AddCause>().AddSingleton<EditCause>().AddSingleton<SupportCause>().AddSingleton<WithdrawCause>();
        services.AddSingleton<ShowCauses>().AddSingleton<ForgetCauseWords>();
        return services;
    }
}
