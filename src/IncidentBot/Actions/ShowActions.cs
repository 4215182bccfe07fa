using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Actions;

/// <summary>Shows action items to one person, a page at a time.</summary>
internal sealed class ShowActions(ActionStore store, IncidentStore incidents, SeenActions seen, ActionsOptions options)
{
    // More of them are read by nobody; those of the newest incidents are shown.
    private const int Most = 500;

    /// <summary>By a command: the first page.</summary>
    public Task<Happened> HandleAsync(ActionList list, Call call, CancellationToken cancellationToken) =>
        ShowAsync(list, page: 1, call, cancellationToken);

    /// <summary>By a button that turns the page.</summary>
    public Task<Happened> TurnAsync(ButtonPressed pressed, Call call, CancellationToken cancellationToken) =>
        IncidentButtons.Behind(pressed.Value).Split('|') is [var word, var number]
            && Words.TryParse<ActionList>(word, out var list)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? ShowAsync(list, page, call, cancellationToken)
            : Happened.Unreadable;

    private async Task<Happened> ShowAsync(ActionList list, int page, Call call, CancellationToken cancellationToken)
    {
        var (by, work) = (call.By, call.Work);
        var here = list == ActionList.Here
            ? await incidents.FindByChannelAsync(work.Workspace, by.Channel, cancellationToken)
            : null;
        var today = DueDay.Today(by.At, by.Who.TimeZone);
        if (here is not null)
        {
            var own = await store.ListAsync(work.Workspace, here.Id, cancellationToken);
            return Happened.Answered(ActionListCard.OfIncident(here, own, page, today, by.At, options));
        }

        var shown = list == ActionList.Here ? ActionList.Mine : list;
        var kept = shown == ActionList.Mine
            ? await store.ListOwnedAsync(work.Workspace, by.Who.Id, Most, cancellationToken)
            : await store.ListOpenAsync(work.Workspace, Most, cancellationToken);
        var all = await seen.ForAsync(by.Who.Id, kept, work, cancellationToken);
        return Happened.Answered(ActionListCard.Of(shown, ShowActionsRules.Sort(all, shown, today), page, today, by.At, options));
    }
}

/// <summary>Which action items are shown, and in which order.</summary>
internal static class ShowActionsRules
{
    /// <summary>By when they are due, those without a day last.</summary>
    public static IReadOnlyList<SeenAction> Sort(IEnumerable<SeenAction> actions, ActionList list, DateOnly today) =>
        [
            .. actions.Where(one => list != ActionList.Overdue || one.Item.IsOverdue(today))
                .OrderBy(one => one.Item.Terms.Due ?? DateOnly.MaxValue)
                .ThenBy(one => one.Incident.Id.Number).ThenBy(one => one.Item.Number),
        ];
}

/// <summary>A page of action items, or that there are none.</summary>
internal static class ActionListCard
{
    /// <summary>So many stand on one page.</summary>
    public const int PerPage = 10;

    private static readonly CommandSpan Make = CommandGrammar.Typed("action What is to be done @owner due friday");

    /// <summary>Those of several incidents.</summary>
    public static Card Of(
        ActionList list, IReadOnlyList<SeenAction> all, int page, DateOnly today, DateTimeOffset now, ActionsOptions options) =>
        Compose(Head(list, all.Count), list, all, page, today, now, options);

    /// <summary>Those of one incident, the settled ones too.</summary>
    public static Card OfIncident(
        Incident incident, IReadOnlyList<ActionItem> items, int page, DateOnly today, DateTimeOffset now, ActionsOptions options)
    {
        var open = items.Count(item => item.State == ActionState.Open);
        var head = string.Create(CultureInfo.InvariantCulture, $"{Count(items.Count)} of {incident.Id}, {open} open.");
        var sorted = items.OrderBy(item => item.State).ThenBy(item => item.Number).Select(item => new SeenAction(incident, item)).ToList();
        return items.Count == 0
            ? Card.Of($"{incident.Id} has no action items yet. To add one, type {Make}. ({When.ToTheSecond(now)})")
            : Compose(head, ActionList.Here, sorted, page, today, now, options);
    }

    private static Card Compose(
        string head, ActionList list, IReadOnlyList<SeenAction> all, int page, DateOnly today, DateTimeOffset now, ActionsOptions options)
    {
        if (all.Count == 0)
            return Card.Of($"{head} ({When.ToTheSecond(now)})");

        var pages = (all.Count + PerPage - 1) / PerPage;
        var at = Math.Clamp(page, 1, pages);
        var lines = all.Skip((at - 1) * PerPage).Take(PerPage)
            .Select(one => (One: one, Text: ActionCard.Line(one.Incident, one.Item, today))).ToList();
        var title = pages == 1 ? head : string.Create(CultureInfo.InvariantCulture, $"{head} Page {at} of {pages}.");
        List<CardPart> parts =
        [
            new Heading(title),
            .. lines.Select(line => new Paragraph(line.Text, Menu: ActionCard.MenuOf(line.One.Incident, line.One.Item, options))),
        ];
        if (Lacking(lines.Select(line => line.One.Item)) is { Length: > 0 } lacking)
            parts.Add(new SmallPrint(lacking));
        if (Turns(list, at, pages) is { Count: > 0 } turns)
            parts.Add(new Buttons(turns));
        return new Card(
            $"{title} {string.Join(" ", lines.Select(line => line.Text.ToPlainText()))} ({When.ToTheSecond(now)})", parts);
    }

    // One line for all of them, each kind of lack once.
    private static string Lacking(IEnumerable<ActionItem> items)
    {
        var lacks = items.SelectMany(item => ActionFindings.Of(item).Select(finding => (finding.Rule, Number: ActionCard.Number(item))))
            .Where(one => one.Rule is ActionFindings.Vague or ActionFindings.NoDoneWhen)
            .GroupBy(one => one.Rule)
            .Select(one => one.Key == ActionFindings.Vague
                ? $"Nobody can tell when {Named(one.Select(lack => lack.Number))} will be done: say what will be different, and where."
                : $"Without “done when”: {Named(one.Select(lack => lack.Number))}.");
        return string.Join(' ', lacks);
    }

    private static string Named(IEnumerable<string> numbers) => $"action {string.Join(", ", numbers.Distinct(StringComparer.Ordinal))}";

    private static string Head(ActionList list, int count) => (list, count) switch
    {
        (ActionList.Mine, 0) => "You have no open action items.",
        (ActionList.Overdue, 0) => "No action item is overdue.",
        (_, 0) => "No action item is open.",
        (ActionList.Mine, _) => $"{Count(count)} of yours, by when they are due.",
        (ActionList.Overdue, _) => $"{Count(count)} overdue.",
        _ => $"{Count(count)} open, by when they are due.",
    };

    private static string Count(int count) =>
        count == 1 ? "1 action item" : string.Create(CultureInfo.InvariantCulture, $"{count} action items");

    private static List<Button> Turns(ActionList list, int page, int pages)
    {
        var turns = new List<Button>();
        if (page > 1)
            turns.Add(To(list, "Earlier", page - 1));
        if (page < pages)
            turns.Add(To(list, "More", page + 1));
        return turns;
    }

    private static Button To(ActionList list, string label, int page) => new(
        ActionsButtonIds.Show, label, string.Create(CultureInfo.InvariantCulture, $"actions|{Words.Of(list)}|{page}"),
        Spoken: string.Create(CultureInfo.InvariantCulture, $"Show page {page} of the action items"));
}
