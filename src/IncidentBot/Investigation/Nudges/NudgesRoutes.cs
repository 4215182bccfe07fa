using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Nudges;

/// <summary>What the nudges answer to.</summary>
internal static class NudgesRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in NudgesCommands.Verbs)
            routes.Verb(verb);

        routes.Command((SwitchNudge use, NudgesCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop));
        routes.Button(
            NudgeButtonIds.Off,
            (SwitchNudge use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, isForGood: false, stop));
        routes.Button(
            NudgeButtonIds.OffForGood,
            (SwitchNudge use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, isForGood: true, stop));
        routes.Opens(
            NudgeButtonIds.Answer,
            (AnswerNudge _, FormCall call, CancellationToken _) => Task.FromResult(AnswerNudge.Open(call)));
        routes.Form(
            NudgeFormIds.Answer,
            (AnswerNudge use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, AnswerNudge.Text, "Write what you see, or close the form."),
                GivesBack = [AnswerNudge.Text],
            });
        routes.On((RemindOfMethod _, IncidentStarted _, FactCall call, CancellationToken _) =>
            RemindOfMethod.OnStarted(call.After, call.Work));
        routes.Changed((RemindOfMethod _, ChangedRecord changed, CancellationToken _) => RemindOfMethod.OnChanged(changed));
        routes.Work(
            RemindOfMethod.Kind,
            (RemindOfMethod use, NudgeWork due, Work work, CancellationToken stop) => use.HandleAsync(due, work, stop));
    }
}
