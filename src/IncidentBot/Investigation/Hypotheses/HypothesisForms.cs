using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The forms that state a hypothesis and say more of it.</summary>
internal sealed class HypothesisForms(HypothesisStore store, HypothesisSources sources)
{
    /// <summary>Fields of the forms.</summary>
    public const string Text = "text", Component = "component", Change = "change", Observed = "observed", Confirms = "confirms",
        RulesOut = "rules_out";

    /// <summary>The form that states one: empty, or with the change that was looked at in it.</summary>
    public async Task<Opened> ToStateAsync(FormCall call, CancellationToken cancellationToken)
    {
        if (call.More.Length == 0)
            return Compose(call.Incident.Id, [], new HypothesisTerms(string.Empty));

        return await sources.FindChangeAsync(call.Incident, call.More, call.Now, cancellationToken) is { } change
            ? Compose(call.Incident.Id, call.More.Split('|'), new HypothesisTerms(string.Empty)
            {
                Component = change.Service.Length == 0 ? null : OneLine.Of(change.Service, HypothesisTerms.LongestField),
                Change = OneLine.Of(ChangeWording.ShortName(change), HypothesisTerms.LongestField),
            })
            : Opened.Refused($"That change isn’t on the list any more. To see it, type {CommandGrammar.Typed("changes")}.");
    }

    /// <summary>The form with a message in it; its words can be changed, and leave again if it is deleted.</summary>
    public static Opened FromMessage(Incident incident, ChatMessage message) => Compose(
        incident.Id, HypothesisSources.Message(message.Id), new HypothesisTerms(OneLine.Of(message.Text, HypothesisTerms.LongestText)));

    /// <summary>The form with what is known already in it.</summary>
    public static Opened Filled(IncidentId incident, HypothesisTerms terms) => Compose(incident, [], terms);

    /// <summary>The form with a hypothesis in it.</summary>
    public async Task<Opened> ToSpecifyAsync(FormCall call, CancellationToken cancellationToken) =>
        await FindAsync(call, cancellationToken) is { } one
            ? new Form(
                HypothesesFormIds.Specify, "Hypothesis", "Save",
                IncidentButtons.Of(
                    call.Incident.Id, one.Number.ToString(CultureInfo.InvariantCulture),
                    one.Version.ToString(CultureInfo.InvariantCulture)),
                FieldsOf(one.Terms))
            : Opened.Refused(Gone(call.Incident.Id).Sentence);

    /// <summary>The hypothesis that a button names; null: there is none.</summary>
    public async Task<Hypothesis?> FindAsync(FormCall call, CancellationToken cancellationToken) =>
        TryReadNumber(call.More, out var number)
            ? (await store.ListAsync(call.Asker.Workspace, call.Incident.Id, cancellationToken)).Find(number)
            : null;

    /// <summary>Fields to be corrected while the form is open, as far as the words tell.</summary>
    public static IReadOnlyDictionary<string, string> Check(FormCall call) =>
        Errors.IfBlank(call, Text, "Say what may have caused it, or close the form.");

    /// <summary>Fields to be corrected as far as only the timeline tells: what is given as evidence must be there.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CheckObservedAsync(
        string field, IServiceProvider services, FormCall call, CancellationToken cancellationToken)
    {
        if (call.About is not { } incident || call.Value(field) is not { } typed || string.IsNullOrWhiteSpace(typed))
            return Errors.None;

        var entries = await services.GetRequiredService<TimelineStore>().ListAsync(incident.Workspace, incident.Id, cancellationToken);
        return Errors.At(field, HypothesisEvidence.Read(typed, entries).Problem);
    }

    /// <summary>What was filled in, and what is wrong with it.</summary>
    public static (HypothesisTerms Terms, string? Problem) Read(
        IReadOnlyDictionary<string, string> values, IReadOnlyList<TimelineEntry> entries)
    {
        var observed = HypothesisEvidence.Read(values.GetValueOrDefault(Observed), entries);
        return (
            new HypothesisTerms(OneLine.Of(values.GetValueOrDefault(Text) ?? string.Empty, HypothesisTerms.LongestText))
            {
                Component = FieldOf(values, Component),
                Change = FieldOf(values, Change),
                Observed = observed.Evidence,
                Confirms = FieldOf(values, Confirms),
                RulesOut = FieldOf(values, RulesOut),
            },
            observed.Problem);
    }

    /// <summary>Reads the number of a hypothesis, or a place.</summary>
    public static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Says that there is no such hypothesis.</summary>
    public static Refusal Gone(IncidentId incident) =>
        new($"{incident} has no such hypothesis. To see them, type {CommandGrammar.Typed("hypothesis")}.");

    private static string? FieldOf(IReadOnlyDictionary<string, string> values, string field) =>
        OneLine.Of(values.GetValueOrDefault(field) ?? string.Empty, HypothesisTerms.LongestField) is { Length: > 0 } words ? words : null;

    private static Form Compose(IncidentId incident, string[] origin, HypothesisTerms terms) => new(
        HypothesesFormIds.State, "State a hypothesis", "Record", IncidentButtons.Of(incident, origin), FieldsOf(terms));

    private static IReadOnlyList<FormField> FieldsOf(HypothesisTerms terms) =>
    [
        new TextField(
            Text, "What may have caused it?", "One sentence, such as: the order query scans the whole table and drains the pool.",
            Initial: terms.Text.Length == 0 ? null : terms.Text, Multiline: true, MaxLength: HypothesisTerms.LongestText),
        Field(Component, "In which component?", "A service, query, pool, host or setting.", terms.Component),
        Field(Change, "What changed there?", "A deploy, flag, setting, migration, or the traffic.", terms.Change),
        new TextField(
            Observed, "What was observed?", "The numbers of entries in the timeline, or links, with commas between.", Optional: true,
            Initial: terms.Observed.Count == 0 ? null : HypothesisEvidence.Write(terms.Observed), MaxLength: 1000),
        Field(Confirms, "What would confirm it?", "What you’d see if it’s true, and nothing else would explain.", terms.Confirms),
        Field(RulesOut, "What would rule it out?", "What you’d see if it’s wrong.", terms.RulesOut),
    ];

    private static TextField Field(string name, string label, string hint, string? words) =>
        new(name, label, hint, Optional: true, Initial: words, MaxLength: HypothesisTerms.LongestField);
}
