using IncidentBot.Actions.Issues;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IncidentBot.Actions;

/// <summary>Registers the action items.</summary>
public static class ActionsRegistration
{
    /// <summary>Adds what makes, shows and follows action items; where issues are made is registered apart, as an
    /// <see cref="IIssueTracker"/>, and so is the catalogue.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">What the organisation has set; null: registered elsewhere, or the defaults.</param>
    public static IServiceCollection AddActions(this IServiceCollection services, ActionsOptions? options = null)
    {
        services.TryAddSingleton(options ?? new ActionsOptions());
        services.AddSingleton<ActionStore>().AddSingleton<SnoozeStore>();
        services.AddRecordTables(ActionTables.All);
        services.AddSingleton<ActionBoard>().AddSingleton<ActionSources>().AddSingleton<ActionOwners>();
        services.AddSingleton<ActionForms>().AddSingleton<SeenActions>();
        services.AddSingleton<OpenAction>().AddSingleton<EditAction>().AddSingleton<SettleAction>();
        services.AddSingleton<ShowActions>().AddSingleton<ShowOpenActions>();
        services.AddSingleton<OwnerReminders>().AddSingleton<RemindOwners>().AddSingleton<SnoozeActions>();
        services.AddSingleton<TemporaryFixOffer>().AddSingleton<ForgetActionWords>();
        services.AddSingleton<AskIssue>().AddSingleton<MakeIssue>().AddSingleton<FollowIssue>().AddSingleton<PollIssues>();
        services.AddSingleton<IssueRequests>().AddSingleton<IssuePolls>();
        services.AddSingleton(provider => new KeepIssueNews(provider.GetRequiredService<Database>(), provider.GetRequiredService<Inbox>()));
        return services;
    }
}
