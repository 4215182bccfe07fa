using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Timeline.Backfill;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Findings;
using IncidentBot.Timeline.Sweep;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Timeline;

/// <summary>Registers the timeline.</summary>
public static class TimelineRegistration
{
    /// <summary>Adds what captures messages, takes notes and shows the record.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddTimeline(this IServiceCollection services, TimelineOptions? options = null)
    {
        services.TryAddSingleton(options ?? new TimelineOptions());
        services.TryAddSingleton<ChatPlatforms>();
        services.AddSingleton<ReadPeople>();
        services.AddSingleton<TimelineStore>();
        services.AddRecordTables(TimelineTables.All);
        services.AddSingleton<FindingStore>();
        services.AddSingleton<MessageHistoryStore>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<FileRequests>();
        services.AddSingleton<StoredFiles>();
        services.AddSingleton<KeepFile>();
        services.AddSingleton<KeepPicture>();
        services.AddSingleton(provider => provider.GetRequiredService<KeepPicture>().ToMaker());
        services.AddSingleton<RemoveFile>();
        services.AddSingleton<CaptureMessage>();
        services.AddSingleton<FirstEvidence>();
        services.AddSingleton<MoveChannel>();
        services.AddSingleton<DeleteStray>();
        services.AddSingleton<WithdrawMessage>();
        services.AddSingleton<ReviseMessage>();
        services.AddSingleton<RemoveMessage>();
        services.AddSingleton<ForgetMessage>();
        services.AddSingleton<FollowMessages>();
        services.AddSingleton<EntryForms>();
        services.AddSingleton<AddNote>();
        services.AddSingleton<NoteLog>();
        services.AddSingleton<ChangeEntryKind>();
        services.AddSingleton<ConfirmTime>();
        services.AddSingleton<EditEntry>();
        services.AddSingleton<SplitEntry>();
        services.AddSingleton<WithdrawEntry>();
        services.AddSingleton<ShowTimeline>();
        services.AddSingleton<SurveyCapture>();
        services.AddSingleton<ImportCapture>();
        services.AddSingleton<SweepStore>();
        services.AddSingleton<SweepChannel>();
        services.AddSingleton<TellSweep>();
        services.AddSingleton<ReadFound>();
        services.AddSingleton<LateArrivals>();
        return services;
    }

    /// <summary>Sweeps the channels of open incidents when the host starts.</summary>
    public static IServiceCollection AddSweepAtStart(this IServiceCollection services) => services.AddHostedService<SweepAtStart>();
}
