using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Delivery.Audit;

/// <summary>Registers the audit trail, and what it covers.</summary>
public static class AuditRegistration
{
    /// <summary>Adds <see cref="AuditCheck"/> and what writes the trail; again changes nothing.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ChainStore>();
        services.TryAddSingleton<RecordReader>();
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton<TakeRecords>();
        services.TryAddSingleton(provider => new AuditCheck(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<ChainStore>(),
            provider.GetRequiredService<RecordReader>()));
        return services;
    }

    /// <summary>Names the tables of a capability's record, so that the trail covers their rows.</summary>
    internal static IServiceCollection AddRecordTables(this IServiceCollection services, IReadOnlyList<RecordTable> tables)
    {
        foreach (var table in tables)
            services.AddSingleton(table);
        return services;
    }
}
