using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Sweep;

/// <summary>Tells who asked for a sweep what came of it, once everything that it has found was worked.</summary>
internal sealed class TellSweep(IncidentStore incidents, TimelineStore timeline)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<SweepTask> Kind = new("own/sweep-told", static () => SweepJson.Default.SweepTask);

    /// <summary>Schedules the report after everything else in the channel's turn.</summary>
    internal static FollowUp Later(Incident incident, SweepTask task, string key) =>
        Kind.Later(key, incident.Channel?.Value ?? $"{incident.Id}/sweep", task);

    /// <summary>Tells it.</summary>
    public async Task<Happened> HandleAsync(SweepTask task, Work work, CancellationToken cancellationToken)
    {
        if (task.Asker is not { } asker)
            return Happened.Nothing;

        var incident = await incidents.FindAsync(work.Workspace, task.Id, cancellationToken);
        var found = task.Found.ToHashSet(StringComparer.Ordinal);
        var entries = await timeline.ListAsync(work.Workspace, task.Id, cancellationToken);
        var added = entries
            .Where(entry => entry.Message is { } message && message.Channel == incident?.Channel && found.Contains(message.Id))
            .ToList();
        return Happened.Answered(SweepCard.Compose(task, added, work.Now), asker.Reply);
    }
}

/// <summary>What a sweep has found, for one person.</summary>
internal static class SweepCard
{
    private const int Shown = 10;

    /// <summary>The answer.</summary>
    /// <param name="task">The sweep at its end.</param>
    /// <param name="added">The entries that it has brought.</param>
    /// <param name="now">When it ended; UTC.</param>
    public static Card Compose(SweepTask task, IReadOnlyList<TimelineEntry> added, DateTimeOffset now)
    {
        var lines = added.Take(Shown).Select(Line).ToList();
        var head = Head(task, added.Count);
        var more = More(task, added.Count);
        return new Card(
            string.Join(
                ' ', [head, .. lines.Concat(more).Select(line => line.ToPlainText()), $"({When.ToTheSecond(now)})"]),
            [new Paragraph(head), .. lines.Select(line => new Paragraph(line)), .. more.Select(sentence => new SmallPrint(sentence))]);
    }

    private static string Head(SweepTask task, int added) => added switch
    {
        0 when task.Changed.Count > 0 => $"No entry was missing from the timeline of {task.Id}, but some had changed.",
        0 when task.HasFailed =>
            $"I couldn't read this channel just now, so I can't say whether {task.Id} is missing anything. Nothing was changed.",
        0 => string.Create(
            CultureInfo.InvariantCulture, $"Nothing was missing from the timeline of {task.Id}; I compared {task.Compared} messages."),
        1 => $"Added 1 missed entry to the timeline of {task.Id}:",
        _ => string.Create(CultureInfo.InvariantCulture, $"Added {added} missed entries to the timeline of {task.Id}:"),
    };

    private static List<RichText> More(SweepTask task, int added)
    {
        var more = new List<RichText>();
        if (added > Shown)
            more.Add(RichText.Of($"To see the others, type {CommandGrammar.Typed("timeline")}."));

        var changed = task.Changed.Distinct(StringComparer.Ordinal).Count();
        if (changed > 0)
            more.Add(changed == 1
                ? "1 entry was updated: I had missed that its message was edited, or that a reaction or pin was removed."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{changed} entries were updated: "
                    + $"I had missed that their messages were edited, or that reactions or pins were removed."));

        var others = task.Found.Distinct(StringComparer.Ordinal).Count() - added;
        if (others > 0)
            more.Add(others == 1
                ? "I had missed 1 more message. It isn't an entry; I'll tell whoever wrote it."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"I had missed {others} more messages. They aren't entries; I'll tell whoever wrote them."));

        if (task is { LacksPins: true, HasFailed: false })
            more.Add("I couldn't read the pins just now, so I can't say whether one is missing.");

        if (task.HasFailed)
            more.Add(RichText.Of($"I'll look again every few minutes. To look now, type {CommandGrammar.Typed("sync")}."));
        else if (task.Walk is { IsDone: false })
            more.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The newest {task.Compared} messages were compared. I'll go on with older ones over the next few minutes."));

        return more;
    }

    private static RichText Line(TimelineEntry entry) =>
        new RichText([])
            .Time(entry.At)
            .Plain($" {Words.Of(entry.Kind)}, “{OneLine.Of(entry.Text, 120)}” — ")
            .Person(entry.Author.Id, entry.Author.Name);
}
