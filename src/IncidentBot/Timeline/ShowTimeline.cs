using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline;

/// <summary>Shows one person what is on record, a page at a time.</summary>
public sealed class ShowTimeline(TimelineStore store)
{
    /// <summary>Answers privately with a page; null: the newest.</summary>
    public async Task HandleAsync(IncidentId incident, int? page, Inbound by, Work work, CancellationToken cancellationToken) =>
        work.Answer(by.Reply, TimelineCard.Compose(incident, await store.ListAsync(work.Workspace, incident, cancellationToken), page, by.At));
}

/// <summary>A page of the timeline, newest last.</summary>
public static class TimelineCard
{
    /// <summary>So many entries are on a page, so that a page fits into one message.</summary>
    public const int PageSize = 15;

    private const int ShownWords = 400;

    /// <summary>A page.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entries">All of it, by when it happened.</param>
    /// <param name="page">1 has the oldest entries; null: the newest. Beyond the last, the last is shown and said to be.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    public static Card Compose(IncidentId incident, IReadOnlyList<TimelineEntry> entries, int? page, DateTimeOffset asked)
    {
        if (entries.Count == 0)
            return Card.Of($"The timeline of {incident} is empty. React to a message with :pushpin:, or type `{CommandGrammar.Prefix} note What happened`. ({When.ToTheSecond(asked)})");

        var pages = (entries.Count + PageSize - 1) / PageSize;
        var shown = Math.Clamp(page ?? pages, 1, pages);
        var lines = entries.Skip((shown - 1) * PageSize).Take(PageSize).Select(Line).ToList();
        var head = string.Create(CultureInfo.InvariantCulture, $"Timeline of {incident}, page {shown} of {pages}, {entries.Count} {(entries.Count == 1 ? "entry" : "entries")}");
        var beyond = page > pages ? string.Create(CultureInfo.InvariantCulture, $"There is no page {page}; this is the last.") : string.Empty;
        List<CardPart> parts = [new Heading(head), .. lines.Select(line => new Paragraph(line))];
        if (beyond.Length > 0)
            parts.Insert(1, new Paragraph(beyond));
        if (Turn(incident, shown, pages) is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));

        return new Card($"{head}, at {When.ToTheSecond(asked)}. {beyond}\n{string.Join('\n', lines.Select(line => line.ToPlainText()))}", parts);
    }

    private static RichText Line(TimelineEntry entry)
    {
        var text = new RichText([]).Time(entry.At).Plain(" ").Bold(Words.Of(entry.Kind)).Plain($" {OneLine.Of(entry.Text, ShownWords)}{EntryWords.Mark(entry)} — ").Person(entry.Author.Id, entry.Author.Name);
        if (entry.CapturedBy.Id != entry.Author.Id)
            text = text.Plain($", added by {entry.CapturedBy.Name}");

        return entry.Permalink is { } address ? text.Plain(" ").Link(address, "message") : text;
    }

    private static List<Button> Turn(IncidentId incident, int shown, int pages)
    {
        var buttons = new List<Button>();
        if (shown > 1)
            buttons.Add(To(incident, "Earlier entries", shown - 1));
        if (shown < pages)
            buttons.Add(To(incident, "Later entries", shown + 1));

        return buttons;
    }

    private static Button To(IncidentId incident, string label, int page) =>
        new(ButtonActions.ShowTimeline, label, IncidentButtons.Of(incident, page.ToString(CultureInfo.InvariantCulture)));
}
