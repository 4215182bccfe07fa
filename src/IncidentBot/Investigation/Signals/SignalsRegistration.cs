using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation.Signals;

/// <summary>Registers the signals.</summary>
internal static class SignalsRegistration
{
    /// <summary>
    /// Adds what asks for signals, keeps and shows them; where they are read from is registered apart, as an <see cref="ISignalSource"/>.
    /// </summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddSingleton<SignalStore>();
        services.AddRecordTables(SignalTables.All);
        services.AddSingleton<ReadSignals>().AddSingleton<SignalBoard>().AddSingleton<SignalEvidence>();
        services.AddSingleton<AskSignals>().AddSingleton<ShowSignals>();
        return services;
    }
}
