using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Home;

/// <summary>What the bot's own page answers to.</summary>
internal static class HomeRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        // What the page shows to whom is decided where it is made.
        routes.News(
            (ShowHomePages use, HomeOpened opened, Work work, CancellationToken stop) =>
                use.ShowAsync(opened, looksFor: null, work, stop),
            Permission.AskHelp);
        routes.Button(
            HomeButtonIds.ForgetFound,
            (ShowHomePages use, ButtonPressed pressed, Call call, CancellationToken stop) =>
                use.ShowAsync(pressed, looksFor: null, call.Work, stop),
            isAnywhere: true);
        routes.OpensAnywhere(HomeButtonIds.FindIncidents, nameof(FindForm), static (_, _) => FindForm.Compose());
        routes.Form(
            HomeFormIds.FindIncidents,
            (ShowHomePages use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.ShowAsync(form, form.Values.GetValueOrDefault(FindForm.Field), call.Work, stop),
            static route => route with { IsAnywhere = true });
        routes.Work(
            ShowHomePages.Kind,
            (ShowHomePages use, AllHomes _, Work work, CancellationToken stop) => use.ShowAllAsync(work, stop));
        routes.Sent(
            SentPurposes.Home,
            (ShowHomePages _, IncidentId _, SentAction sent, Work work, CancellationToken _) => ShowHomePages.OnEnded(sent, work));
        routes.Changed((ShowHomePages use, ChangedRecord changed, CancellationToken stop) => use.FollowAsync(changed, stop));
    }
}
