using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>Shows one person what is on record, a page at a time.</summary>
internal sealed class ShowTimeline(TimelineStore store, ChatPlatforms platforms)
{
    /// <summary>Answers privately with a page; null: the newest.</summary>
    public async Task<Happened> HandleAsync(IncidentId incident, int? page, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(work.Platform);
        var all = await store.ListAllAsync(work.Workspace, incident, cancellationToken);
        return Happened.Answered(TimelineCard.Compose(incident, all, page, by.At, platform.Limits, platform.Words));
    }

    /// <summary>Answers privately with what was withdrawn.</summary>
    public async Task<Happened> HandleWithdrawnAsync(
        IncidentId incident, Inbound by, Work work, CancellationToken cancellationToken) =>
        Happened.Answered(
            WithdrawnCard.Compose(incident, await store.ListAllAsync(work.Workspace, incident, cancellationToken), by.At));
}

/// <summary>A page of the timeline, newest last.</summary>
internal static class TimelineCard
{
    /// <summary>So many entries are on a page, so that a page fits into one message.</summary>
    public const int PageSize = 15;

    private const int ShownWords = 400;

    /// <summary>A page.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="all">All of it, by when it happened; what was withdrawn is only counted.</param>
    /// <param name="page">1 has the oldest entries; null: the newest. Beyond the last, the last is shown and said to be.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    /// <param name="limits">How much fits where they read it.</param>
    /// <param name="words">What things are called there.</param>
    public static Card Compose(
        IncidentId incident, IReadOnlyList<TimelineEntry> all, int? page, DateTimeOffset asked, ChatLimits limits, ChatWords words)
    {
        var entries = all.Where(entry => !entry.IsWithdrawn).ToList();
        var withdrawn = all.Count - entries.Count;
        if (entries.Count == 0)
            return Empty(incident, withdrawn, asked, words);

        var pages = (entries.Count + PageSize - 1) / PageSize;
        var shown = Math.Clamp(page ?? pages, 1, pages);
        var lines = entries.Skip((shown - 1) * PageSize).Take(PageSize).Select(entry => (Entry: entry, Text: Line(entry))).ToList();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"Timeline of {incident}, {(pages == 1 ? string.Empty : $"page {shown} of {pages}, ")}{entries.Count} "
                + $"{(entries.Count == 1 ? "entry" : "entries")}");
        var beyond = page > pages
            ? string.Create(CultureInfo.InvariantCulture, $"There is no page {page}; this is the last.")
            : string.Empty;
        List<CardPart> parts =
            [new Heading(head), .. lines.Select(line => new Paragraph(line.Text, Menu: MenuOf(incident, line.Entry, limits)))];
        if (beyond.Length > 0)
            parts.Insert(1, new Paragraph(beyond));
        if (Turn(incident, shown, pages, withdrawn) is { Count: > 0 } buttons)
            parts.Add(new Buttons(buttons));

        return new Card(
            $"{head}, at {When.ToTheSecond(asked)}. {beyond}\n{string.Join('\n', lines.Select(line => line.Text.ToPlainText()))}", parts);
    }

    /// <summary>An entry on one line.</summary>
    internal static RichText Line(TimelineEntry entry)
    {
        var said = new RichText([]).Time(entry.At).Plain(" ").Bold(Words.Of(entry.Kind))
            .Plain($" {OneLine.Of(entry.Text, ShownWords)}{EntryWords.Mark(entry)}");
        var text = FileWords.Add(said, entry).Plain(" — ").Person(entry.Author.Id, entry.Author.Name);
        if (entry.CapturedBy.Id != entry.Author.Id)
            text = text.Plain($", added by {entry.CapturedBy.Name}");
        if (EntryWords.HasTwoTimes(entry))
            text = text.Plain(", recorded ").Time(entry.RecordedAt);

        return entry.Permalink is { } address ? text.Plain(" ").Link(address, "message") : text;
    }

    private static Card Empty(IncidentId incident, int withdrawn, DateTimeOffset asked, ChatWords words)
    {
        var byHand = words.CaptureByHand is { } capture ? $"{capture}, or" : "To add to it,";
        var text = RichText.Of($"The timeline of {incident} is empty. {byHand} type {CommandGrammar.Typed("note What happened")}.");
        return new Card(
            $"{text.ToPlainText()} ({When.ToTheSecond(asked)})",
            withdrawn == 0 ? [new Paragraph(text)] : [new Paragraph(text), new Buttons([Withdrawn(incident, withdrawn)])]);
    }

    private static Menu MenuOf(IncidentId incident, TimelineEntry entry, ChatLimits limits)
    {
        var value = IncidentButtons.Of(incident, EntryWords.Number(entry));
        List<Button> items = [new(TimelineButtonIds.EditEntry, "Edit text, time or kind", value)];
        if (EntryForms.Refuse(incident, entry, split: true, limits.FormField) is null)
            items.Add(new Button(TimelineButtonIds.SplitEntry, "Split in two", value));
        if (!entry.IsRemoved && entry.Files.Any(file => file.State == FileState.Missing))
            items.Add(new Button(TimelineButtonIds.KeepFiles, "Try its missing files again", value));
        if (!entry.IsRemoved)
            items.Add(EntryWords.MakeAction(incident, entry));
        items.Add(new Button(TimelineButtonIds.WithdrawEntry, "Withdraw", value));
        return new Menu(items);
    }

    private static Button Withdrawn(IncidentId incident, int count) =>
        new(
            TimelineButtonIds.ShowWithdrawn, string.Create(CultureInfo.InvariantCulture, $"Withdrawn entries ({count})"),
            IncidentButtons.Of(incident));

    private static List<Button> Turn(IncidentId incident, int shown, int pages, int withdrawn)
    {
        var buttons = new List<Button>();
        if (shown > 1)
            buttons.Add(To(incident, "Earlier entries", shown - 1));
        if (shown < pages)
            buttons.Add(To(incident, "Later entries", shown + 1));
        if (withdrawn > 0)
            buttons.Add(Withdrawn(incident, withdrawn));

        return buttons;
    }

    private static Button To(IncidentId incident, string label, int page) =>
        new(TimelineButtonIds.ShowTimeline, label, IncidentButtons.Of(incident, page.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>What was taken out of the timeline, with the way back.</summary>
internal static class WithdrawnCard
{
    private const int Shown = 20;

    /// <summary>The newest of what was withdrawn.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="all">All of it, withdrawn or not.</param>
    /// <param name="asked">When the person asked; UTC.</param>
    public static Card Compose(IncidentId incident, IReadOnlyList<TimelineEntry> all, DateTimeOffset asked)
    {
        var withdrawn = all.Where(entry => entry.IsWithdrawn).ToList();
        if (withdrawn.Count == 0)
            return Card.Of($"Nothing has been withdrawn from the timeline of {incident}. ({When.ToTheSecond(asked)})");

        var lines = withdrawn.TakeLast(Shown).Select(entry => (Entry: entry, Text: TimelineCard.Line(entry))).ToList();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"Withdrawn from the timeline of {incident}: "
                + $"{withdrawn.Count}{(withdrawn.Count > Shown ? $", the last {Shown} shown" : string.Empty)}");
        return new Card(
            $"{head}, at {When.ToTheSecond(asked)}.\n{string.Join('\n', lines.Select(line => line.Text.ToPlainText()))}",
            [new Heading(head), .. lines.Select(line => new Paragraph(line.Text, EntryWords.Restore(incident, line.Entry)))]);
    }
}
