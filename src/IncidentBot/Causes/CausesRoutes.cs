using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Causes;

/// <summary>What the whys and factors answer to.</summary>
internal static class CausesRoutes
{
    private static readonly IReadOnlyList<string> GivenBack = [CauseForms.Text, CauseForms.Evidence];

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in CausesCommands.Verbs)
            routes.Verb(verb);

        AddCommands(routes);
        AddNew(routes);
        AddChanges(routes);
        routes.On(
            (ForgetCauseWords use, WordsRemoved removed, FactCall call, CancellationToken stop) =>
                use.HandleAsync(removed, call, stop));
        routes.Changed((CauseBoard _, ChangedRecord changed, CancellationToken _) => CauseBoard.OnChanged(changed));
        routes.Work(
            CauseBoard.Kind, (CauseBoard use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
    }

    private static void AddCommands(RouteTable routes)
    {
        routes.Command(
            (AddCause use, AddCauseCommand typed, Call call, CancellationToken stop) => use.HandleAsync(call, typed, stop),
            words: static typed => typed.Text);
        routes.Command(
            (ShowCauses use, ShowCausesCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, 1, stop), Permission.Look);
        routes.Button(
            CausesButtonIds.Show, (ShowCauses use, ButtonPressed _, Call call, CancellationToken stop) => use.TurnAsync(call, stop),
            Permission.Look);
    }

    private static void AddNew(RouteTable routes)
    {
        routes.Opens(
            CausesButtonIds.AddWhy, (CauseForms use, FormCall call, CancellationToken stop) => use.ToAddWhyAsync(call, stop));
        routes.Form(
            CausesFormIds.AddWhy,
            (AddCause use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, CauseKind.Why, form, stop),
            Checked);
        routes.Opens(
            CausesButtonIds.AddFactor,
            (CauseForms use, FormCall call, CancellationToken stop) => use.ToAddFactorAsync(call, stop));
        routes.Form(
            CausesFormIds.AddFactor,
            (AddCause use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, CauseKind.Factor, form, stop),
            Checked);
    }

    private static void AddChanges(RouteTable routes)
    {
        routes.Opens(
            CausesButtonIds.AddEvidence, (CauseForms use, FormCall call, CancellationToken stop) => use.ToAddEvidenceAsync(call, stop));
        routes.Form(
            CausesFormIds.AddEvidence,
            (SupportCause use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            static route => route with { CheckRecordAsync = CauseForms.CheckEvidenceAsync, GivesBack = [CauseForms.Evidence] });
        routes.Opens(CausesButtonIds.Edit, (CauseForms use, FormCall call, CancellationToken stop) => use.ToEditAsync(call, stop));
        routes.Form(
            CausesFormIds.Edit, (EditCause use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            static route => route with { Check = static (_, call) => CauseForms.Check(call), GivesBack = [CauseForms.Text] });
        routes.Button(
            CausesButtonIds.Withdraw,
            (WithdrawCause use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
    }

    private static FormRoute Checked(FormRoute route) => route with
    {
        Check = static (_, call) => CauseForms.Check(call),
        CheckRecordAsync = CauseForms.CheckEvidenceAsync,
        GivesBack = GivenBack,
    };
}
