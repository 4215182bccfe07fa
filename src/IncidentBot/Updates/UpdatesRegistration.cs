using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Updates;

/// <summary>Registers the reminders of updates.</summary>
public static class UpdatesRegistration
{
    /// <summary>Adds what reminds people that the others want to hear something.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddUpdates(this IServiceCollection services, UpdateOptions? options = null)
    {
        services.TryAddSingleton(options ?? new UpdateOptions());
        services.AddSingleton<ReminderStore>();
        services.AddRecordTables(ReminderTables.All);
        services.AddSingleton<EndReminders>();
        services.AddSingleton<HintAtBlame>();
        services.AddSingleton<PlanReminder>();
        services.AddSingleton<RemindOfUpdate>();
        services.AddSingleton<SnoozeReminder>();
        return services;
    }
}
