using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Postmortem.Questions;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Postmortem.Versions.Erasing;
using IncidentBot.Postmortem.Versions.Review;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Postmortem;

/// <summary>Registers the postmortem.</summary>
public static class PostmortemRegistration
{
    /// <summary>
    /// Adds what assembles drafts and gives incidents out; needs the stores of incidents, timeline, checklist and deploys. How a repository
    /// is reached is registered apart, as an <see cref="IPostmortemRepository"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Where postmortems go besides the channel; null: registered elsewhere, or nowhere.</param>
    public static IServiceCollection AddPostmortem(this IServiceCollection services, PostmortemOptions? options = null)
    {
        services.TryAddSingleton(options ?? new PostmortemOptions());
        services.AddAudit();
        services.TryAddSingleton<SentKeys>();
        services.AddSingleton<PostmortemStore>();
        services.AddRecordTables(PostmortemTables.All);
        services.AddRecordTables(PullTables.All);
        services.AddSingleton<LearnedRecords>();
        services.AddSingleton<DraftSettings>();
        services.AddSingleton<PostmortemRecords>();
        services.AddSingleton<PreviewTemplate>();
        services.AddSingleton(provider => provider.GetRequiredService<PostmortemStore>().States);
        services.AddSingleton<ReviewerStore>();
        services.AddSingleton<RenewDraft>();
        services.AddSingleton<DraftHistory>();
        services.AddSingleton<KeepEdit>();
        services.AddSingleton<EditSection>();
        services.AddSingleton<ShowDraft>();
        services.AddSingleton<ImportDraft>();
        services.AddSingleton<ImportShared>();
        services.AddSingleton(DraftGate.Conflicts);
        services.AddSingleton(DraftGate.Facts);
        services.AddSingleton<LeftSentenceStore>();
        services.AddSingleton(provider => BlameGate.Of(provider.GetRequiredService<LeftSentenceStore>()));
        services.AddSingleton<ReadBlame>();
        services.AddSingleton<CheckDraft>();
        services.AddSingleton<LeaveSentence>();
        services.AddSingleton<ForgetLeftSentences>();
        services.AddSingleton<DraftGates>();
        services.AddSingleton<ReviewDraft>();
        services.AddSingleton<PublishDraft>();
        services.AddSingleton<RemindOfDraft>();
        services.AddSingleton<CopiesElsewhere>();
        services.AddSingleton<EraseWords>();
        services.AddSingleton<FollowRecord>();
        services.AddSingleton<PostmortemBoard>();
        services.AddSingleton<AssemblePostmortem>();
        services.AddSingleton<ExportPostmortem>();
        services.AddSingleton<PostmortemEvidence>();
        services.AddSingleton<ShowEvidence>();
        services.AddSingleton<AskDraftQuestions>();
        services.AddSingleton<AnswerDraftQuestions>();
        services.AddSingleton<ConfirmSuggestedTime>();
        services.AddSingleton<PullStore>();
        services.AddSingleton<PullPictures>();
        services.AddSingleton<ExportToRepository>();
        services.AddSingleton<DraftToExport>();
        services.AddSingleton<PicturesToEmbed>();
        services.AddSingleton<IncidentExport>();
        services.AddSingleton<IncidentArchive>();
        services.AddSingleton<ExportMaker>();
        services.AddSingleton(provider => provider.GetRequiredService<ExportMaker>().ToMaker());
        return services;
    }
}
