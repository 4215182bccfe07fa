using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Actions;

/// <summary>The forms that make, change and drop action items.</summary>
internal sealed class ActionForms(ActionStore store, ActionSources sources)
{
    /// <summary>Fields of the form.</summary>
    public const string Text = "text", Owner = "owner", Due = "due", DoneWhen = "done", Kind = "kind", Horizon = "horizon";

    /// <summary>Field: why it is dropped.</summary>
    public const string Reason = "reason";

    private const int LongestReason = 500;

    /// <summary>The empty form.</summary>
    public static Form New(Incident incident) =>
        Compose(ActionsFormIds.Make, "New action item", "Add", IncidentButtons.Of(incident.Id), new ActionTerms(string.Empty));

    /// <summary>The form with a message in it; its words can be changed, and leave again if it is deleted.</summary>
    public static Opened FromMessage(Incident incident, ChatMessage message)
    {
        var words = ToDoWords.Of(message.Text) ?? message.Text;
        return Compose(
            ActionsFormIds.Make, "New action item", "Add", IncidentButtons.Of(incident.Id, ActionSources.Message(message.Id)),
            new ActionTerms(OneLine.Of(words, ActionTerms.LongestText)));
    }

    /// <summary>The form with an entry of the timeline in it.</summary>
    public async Task<Opened> FromEntryAsync(FormCall call, CancellationToken cancellationToken)
    {
        if (ActionSources.EntryIn($"entry|{call.More}") is not { } number
            || await sources.FindAsync(call.Incident, number, cancellationToken) is not { } entry)
            return Opened.Refused($"That entry is no longer in the timeline of {call.Incident.Id}.");

        return Compose(
            ActionsFormIds.Make, "New action item", "Add", IncidentButtons.Of(call.Incident.Id, ActionSources.Entry(number)),
            new ActionTerms(OneLine.Of(ToDoWords.Of(entry.Text) ?? entry.Text, ActionTerms.LongestText)));
    }

    /// <summary>The form for what replaces a temporary fix.</summary>
    public static Opened ToReplaceFix(FormCall call) => Compose(
        ActionsFormIds.Make, "Replace the fix", "Add", IncidentButtons.Of(call.Incident.Id, call.More.Split('|')),
        new ActionTerms("Replace the temporary fix with a lasting one: ")
        {
            Kind = ActionKind.SystemicFix,
            Horizon = ActionHorizon.Short,
            Due = DueDay.Today(call.Now, "UTC").AddDays(14),
        });

    /// <summary>The form with an action item in it.</summary>
    public async Task<Opened> ToEditAsync(FormCall call, CancellationToken cancellationToken)
    {
        if (await FindAsync(call, cancellationToken) is not { } item)
            return NoSuch(call.Incident.Id);

        var version = item.Version.ToString(CultureInfo.InvariantCulture);
        return Compose(
            ActionsFormIds.Edit, $"Action {ActionCard.Number(item)}, {call.Incident.Id}", "Save",
            IncidentButtons.Of(call.Incident.Id, ActionCard.Number(item), version), item.Terms);
    }

    /// <summary>The form that asks why an action item is dropped.</summary>
    public async Task<Opened> ToDropAsync(FormCall call, CancellationToken cancellationToken) =>
        await FindAsync(call, cancellationToken) is { } item
            ? new Form(
                ActionsFormIds.Drop, $"Drop action {ActionCard.Number(item)}", "Drop",
                IncidentButtons.Of(call.Incident.Id, ActionCard.Number(item)),
                [new TextField(Reason, "Why won't it be done?", "A short reason, for the record.", MaxLength: LongestReason)])
            : NoSuch(call.Incident.Id);

    /// <summary>Fields to be corrected while the form is open, as far as the words tell.</summary>
    public static IReadOnlyDictionary<string, string> Check(FormCall call)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(call.Value(Text)))
            errors[Text] = "Say what is to be done, or close the form.";
        // The writer's day is not known here; the westernmost zone is the last in which a day is still today.
        if (call.Value(Due) is { } due && !string.IsNullOrWhiteSpace(due)
            && DueDay.Parse(due, call.Now, "Etc/GMT+12").Problem is { } problem)
            errors[Due] = problem;
        return errors;
    }

    /// <summary>Fields to be corrected as far as only the record tells: somebody may have changed the action item meanwhile.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CheckEditAsync(
        IServiceProvider services, FormCall call, CancellationToken cancellationToken) =>
        call.About is { } incident && call.More.Split('|') is [var number, var version] && TryReadNumber(number, out var action)
            && await services.GetRequiredService<ActionStore>().FindAsync(
                call.Asker.Workspace, incident.Id, action, cancellationToken) is { } item
            && item.Version.ToString(CultureInfo.InvariantCulture) != version
            ? Errors.At(Text, $"Someone changed this action item in the meantime. It now reads: “{OneLine.Of(item.Text, 200)}” "
                + "Copy what you wrote, close the form and open it again.")
            : Errors.None;

    /// <summary>Who was picked as the owner; null: nobody.</summary>
    public static PersonId? OwnerOf(IReadOnlyDictionary<string, string> values) =>
        values.GetValueOrDefault(Owner) is { Length: > 0 } id ? new PersonId(id) : null;

    /// <summary>What was filled in, and what is wrong with it.</summary>
    /// <param name="values">The fields.</param>
    /// <param name="owner">Who was picked.</param>
    /// <param name="at">When it was sent; UTC.</param>
    /// <param name="timeZone">The sender's IANA zone.</param>
    public static (ActionTerms Terms, string? Problem) Read(
        IReadOnlyDictionary<string, string> values, Person? owner, DateTimeOffset at, string timeZone)
    {
        var due = values.GetValueOrDefault(Due) is { } typed && !string.IsNullOrWhiteSpace(typed)
            ? DueDay.Parse(typed, at, timeZone)
            : new DueRead(null, null);
        var done = OneLine.Of(values.GetValueOrDefault(DoneWhen) ?? string.Empty, ActionTerms.LongestDoneWhen);
        return (
            new ActionTerms(OneLine.Of(values.GetValueOrDefault(Text) ?? string.Empty, ActionTerms.LongestText))
            {
                Owner = owner,
                Due = due.Day,
                DoneWhen = done.Length == 0 ? null : done,
                Kind = Words.TryParse<ActionKind>(values.GetValueOrDefault(Kind), out var kind) ? kind : null,
                Horizon = Words.TryParse<ActionHorizon>(values.GetValueOrDefault(Horizon), out var horizon) ? horizon : null,
            },
            due.Problem);
    }

    /// <summary>Reads the number of an action item.</summary>
    public static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text.Split('|')[0], NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Says that there is no such action item.</summary>
    public static Opened NoSuch(IncidentId incident) =>
        Opened.Refused($"{incident} has no such action item. To see them, type {CommandGrammar.Typed("actions")}.");

    private async Task<ActionItem?> FindAsync(FormCall call, CancellationToken cancellationToken) =>
        TryReadNumber(call.More, out var number)
            ? await store.FindAsync(call.Asker.Workspace, call.Incident.Id, number, cancellationToken)
            : null;

    private static Form Compose(string id, string title, string submit, string context, ActionTerms terms) =>
        new(id, title, submit, context, FieldsOf(terms));

    private static IReadOnlyList<FormField> FieldsOf(ActionTerms terms) =>
    [
        new TextField(
            Text, "What is to be done?", "What will be different afterwards, and where.",
            Initial: terms.Text.Length == 0 ? null : terms.Text, Multiline: true, MaxLength: ActionTerms.LongestText),
        new PersonField(Owner, "Who does it?", "One person.", Optional: true) { Initial = terms.Owner?.Id },
        new TextField(
            Due, "By when?", $"Such as {DueDay.Forms}.", Optional: true, Initial: terms.Due is { } due ? DueDay.Text(due) : null,
            MaxLength: 40),
        new TextField(
            DoneWhen, "Done when", "What anyone can see once it's done, such as “the alert fires in the drill”.", Optional: true,
            Initial: terms.DoneWhen, MaxLength: ActionTerms.LongestDoneWhen),
        new ChoiceField(Kind, "What is it for?", Choices<ActionKind>(), Optional: true, Initial: Chosen(terms.Kind)),
        new ChoiceField(Horizon, "How far off?", Choices<ActionHorizon>(), Optional: true, Initial: Chosen(terms.Horizon)),
    ];

    private static List<Choice> Choices<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(one => new Choice(Words.Of(one), Words.Title(one)))];

    private static string? Chosen<T>(T? value)
        where T : struct, Enum => value is { } chosen ? Words.Of(chosen) : null;
}
