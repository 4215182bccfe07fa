using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Blame;

/// <summary>What the blameless check answers to.</summary>
internal static class BlameRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Command(
            (CheckDraft use, CheckDraftCommand _, Call call, CancellationToken stop) => use.ShowAsync(call, stop), Permission.Look);
        routes.Button(
            BlameButtonIds.Check,
            (CheckDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.ShowAsync(call, stop), Permission.Look);
        routes.Button(
            BlameButtonIds.UseRewrite,
            (CheckDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.UseRewriteAsync(call, stop));
        routes.Opens(BlameButtonIds.Leave, (LeaveSentence use, FormCall call, CancellationToken stop) => use.OpenAsync(call, stop));
        routes.Form(
            BlameFormIds.Leave,
            (LeaveSentence use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(form, call, stop),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, LeaveSentence.Reason, "Say why, or close the form."),
                GivesBack = [LeaveSentence.Reason],
            });
        routes.On(
            (ForgetLeftSentences use, WordsRemoved removed, FactCall call, CancellationToken stop) =>
                use.HandleAsync(removed, call, stop));
    }
}
