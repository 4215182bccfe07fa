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
        services.TryAddSingleton(AuditKeys.None);
        services.TryAddSingleton<KeyMarks>();
        services.TryAddSingleton<BeginKeys>();
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton<TakeRecords>();
        services.TryAddSingleton(provider => new AuditCheck(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<ChainStore>(),
            provider.GetRequiredService<RecordReader>(), provider.GetRequiredService<KeyMarks>(),
            provider.GetRequiredService<AuditKeys>()));
        return services;
    }

    /// <summary>Adds what an organisation has set about its trail; without it links have hashes alone.</summary>
    /// <exception cref="ArgumentException">The keys are wrong; the message holds no secret.</exception>
    public static IServiceCollection AddAudit(this IServiceCollection services, AuditOptions options)
    {
        services.AddSingleton(AuditKeys.Of(options));
        return services.AddAudit();
    }

    /// <summary>Names the tables of a capability's record, so that the trail covers their rows.</summary>
    internal static IServiceCollection AddRecordTables(this IServiceCollection services, IReadOnlyList<RecordTable> tables)
    {
        foreach (var table in tables)
            services.AddSingleton(table);
        return services;
    }
}
