using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>The line of an action item: what is to be done, by whom, by when, and how it stands.</summary>
internal static class ActionCard
{
    private const int ShownEvidence = 200;

    /// <summary>The line in the incident's channel.</summary>
    public static Card Of(Incident incident, ActionItem item, ActionsOptions options)
    {
        var line = Head(item, new RichText([]));
        var details = Details(item, new RichText([]));
        if (Rest(item) is { Length: > 0 } rest)
            details = details.Plain($". {rest}");
        return new Card(
            $"{line.ToPlainText()} {details.ToPlainText()}",
            [new Paragraph(line.Plain("\n").Then(details), Menu: MenuOf(incident, item, options))]);
    }

    /// <summary>The same in one line of a list.</summary>
    /// <param name="incident">Whose; named, since a list has those of several.</param>
    /// <param name="item">The action item.</param>
    /// <param name="today">The reader's day, to mark what is overdue.</param>
    public static RichText Line(Incident incident, ActionItem item, DateOnly today)
    {
        var text = IncidentWords.WithChannel(new RichText([]), incident).Plain(" ");
        if (item.IsOverdue(today))
            text = text.Bold("Overdue: ");
        return Details(item, Head(item, text).Plain(" "));
    }

    /// <summary>What can be done about an action item.</summary>
    public static Menu MenuOf(Incident incident, ActionItem item, ActionsOptions options)
    {
        var value = IncidentButtons.Of(incident.Id, Number(item));
        if (item.State != ActionState.Open)
            return new Menu([new Button(ActionsButtonIds.Reopen, "Reopen", value, Spoken: $"Reopen action {Number(item)}")]);

        List<Button> items =
        [
            new(ActionsButtonIds.Finish, "Done", value, Spoken: $"Mark action {Number(item)} as done"),
            new(ActionsButtonIds.Edit, "Edit", value, Spoken: $"Edit action {Number(item)}"),
            new(ActionsButtonIds.Drop, "Drop", value, Spoken: $"Drop action {Number(item)}"),
        ];
        if (options.CanMakeIssue(item))
            items.Add(new Button(ActionsButtonIds.MakeIssue, "Make an issue", value, Spoken: $"Make an issue of action {Number(item)}"));
        return new Menu(items);
    }

    /// <summary>The number as people read it.</summary>
    public static string Number(ActionItem item) => item.Number.ToString(CultureInfo.InvariantCulture);

    private static RichText Head(ActionItem item, RichText text) => text.Bold($"Action {Number(item)}{Mark(item)}: ").Plain(item.Text);

    private static string Mark(ActionItem item) => item.State switch
    {
        ActionState.Done => ", done",
        ActionState.Dropped => ", dropped",
        _ => string.Empty,
    };

    private static RichText Details(ActionItem item, RichText text)
    {
        text = item.Terms.Owner is { } owner ? text.Plain("Owner: ").Person(owner.Id, owner.Name) : text.Plain("No owner yet");
        text = text.Plain(item.Terms.Due is { } due ? $" · due {DueDay.Say(due)}" : " · no date yet");
        if (item.Terms.Kind is { } kind)
            text = text.Plain($" · {KindInWords(kind)}");
        if (item.Terms.Horizon is { } horizon)
            text = text.Plain($" · {HorizonInWords(horizon)}");
        if (item.Permalink is { } source)
            text = text.Plain(" · ").Link(source, "message");
        return item.Issue is { } issue ? IssueLine(issue, text.Plain(" · ")) : text;
    }

    /// <summary>What kind of prevention an action is, as people read it: <c>systemic fix</c>.</summary>
    public static string KindInWords(ActionKind kind) => Words.Of(kind).Replace('-', ' ');

    /// <summary>By when an action is to help, as people read it: <c>short term</c>.</summary>
    public static string HorizonInWords(ActionHorizon horizon) =>
        horizon == ActionHorizon.Immediate ? "immediate" : $"{Words.Of(horizon)} term";

    private static RichText IssueLine(ActionIssue issue, RichText text) => issue switch
    {
        { Number: { } number, Address: { } address } => text.Link(
            address, string.Create(CultureInfo.InvariantCulture, $"{issue.Repository} issue {number}{(issue.IsClosed ? ", closed" : "")}")),
        { IsRefused: true } => text.Plain("no issue"),
        _ => text.Plain($"an issue in {issue.Repository} is on its way"),
    };

    private static string Rest(ActionItem item)
    {
        List<string> rest = [];
        if (item.Terms.DoneWhen is { } evidence)
            rest.Add($"Done when {Sentence(OneLine.Of(evidence, ShownEvidence))}");
        if (item.State == ActionState.Dropped)
            rest.Add($"Dropped by {item.SettledBy}: {Sentence(OneLine.Of(item.Reason ?? string.Empty, ShownEvidence))}");
        if (item.State == ActionState.Done)
            rest.Add($"Done by {item.SettledBy}.");
        if (item.Issue?.Remark is { } remark)
            rest.Add(remark);
        if (item is { IsRemoved: true, Issue.Number: not null })
            rest.Add("Its issue was made before that and isn't changed: correct it there.");
        return string.Join(' ', rest);
    }

    private static string Sentence(string words) => words.Length > 0 && words[^1] is '.' or '!' or '?' or '…' ? words : $"{words}.";
}
