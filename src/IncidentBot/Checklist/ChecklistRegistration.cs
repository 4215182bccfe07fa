using IncidentBot.Delivery.Audit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Checklist;

/// <summary>Registers the checklist.</summary>
public static class ChecklistRegistration
{
    /// <summary>
    /// Adds what posts and changes checklists; the organisation's template is read at once, so that a wrong one stops the start, the one
    /// that comes with the bot when it is needed.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: the defaults.</param>
    /// <param name="roles">The words of the organisation's own roles; none where left out.</param>
    /// <exception cref="ChecklistTemplateException">The organisation's template cannot be used.</exception>
    public static IServiceCollection AddChecklist(
        this IServiceCollection services, ChecklistOptions? options = null, params IReadOnlyList<string> roles)
    {
        if (string.IsNullOrWhiteSpace(options?.Template)) services.TryAddSingleton(_ => ChecklistTemplate.Default());
        else services.TryAddSingleton(ChecklistTemplate.Load(options, roles));
        services.AddSingleton<ChecklistStore>();
        services.AddRecordTables(ChecklistTables.All);
        services.AddSingleton<ChecklistBoard>();
        services.AddSingleton<PostChecklist>();
        services.AddSingleton<AskOpenQuestions>();
        services.AddSingleton<EndOpenQuestions>();
        services.AddSingleton<TickStep>();
        services.AddSingleton<UntickStep>();
        services.AddSingleton<SkipStep>();
        services.AddSingleton<AnswerStep>();
        services.AddSingleton<AssignStep>();
        services.AddSingleton<FreeSteps>();
        services.AddSingleton<SettleStep>();
        services.AddSingleton<RefreshChecklist>();
        services.AddSingleton<StepForms>();
        services.AddSingleton<PhaseForms>();
        services.AddSingleton<TickBoxes>();
        services.AddSingleton<AnswerQuestions>();
        services.AddSingleton<ShowHint>();
        services.AddSingleton<ShowPhase>();
        services.AddSingleton<ShowChecklist>();
        return services;
    }
}
