using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Backfill;

/// <summary>What people see of a capture of many messages: one message, from the preview to the end.</summary>
internal static class CaptureCard
{
    /// <summary>What would be added, and the button that has it done.</summary>
    public static Card Preview(
        CaptureTask task, (DateTimeOffset At, ChatMessage? Message) first, (DateTimeOffset At, ChatMessage? Message) last)
    {
        var head = $"Add {Count(task.Promised)} to the timeline of {task.Id}?{There(task)}";
        List<RichText> lines = task.Promised == 1 ? [Line("The message", first)] : [Line("The first", first), Line("The last", last)];
        return new Card(
            $"{head} {string.Join(' ', lines.Select(line => line.ToPlainText()))} (asked by {task.Asker.Who.Name}, {task.Name[..4]})",
            [
                new Paragraph(RichText.Of(string.Empty).Bold(head)),
                .. lines.Select(line => new Paragraph(line)),
                new Buttons([new Button(TimelineButtonIds.CaptureAll, $"Add {Count(task.Promised)}", task.Button, ButtonStyle.Primary)]),
                new SmallPrint(
                    RichText.Of("Asked by ").Person(task.Asker.Who.Id, task.Asker.Who.Name)
                        .Plain(". Each message keeps its own time and author. Without the button nothing is added.")),
            ]);
    }

    /// <summary>How far it has come.</summary>
    public static Card Progress(CaptureTask task, DateTimeOffset now) => Said(
        string.Create(
            CultureInfo.InvariantCulture,
            $"Adding messages to the timeline of {task.Id}: {task.Added} of {task.Promised} so far."), task, now);

    /// <summary>What was added.</summary>
    public static Card Done(CaptureTask task, DateTimeOffset now)
    {
        var others = task.Promised > task.Added
            ? string.Create(CultureInfo.InvariantCulture, $" {task.Promised - task.Added} more were there meanwhile, or are deleted.")
            : string.Empty;
        return Said(
            $"{Count(task.Added)} added to the timeline of {task.Id}.{others} To change or withdraw one: "
                + $"`{CommandGrammar.Prefix} timeline`.",
            task, now);
    }

    /// <summary>It ended before its end; again adds the rest.</summary>
    public static Card Broken(CaptureTask task, DateTimeOffset now) => Said(
        $"I can't read those messages any more. {Count(task.Added)} of {task.Promised} added to the timeline of {task.Id}. "
            + "When I am in the channel again, have the rest added the same way; nothing is added twice.", task, now);

    /// <summary>Nothing is to be added.</summary>
    public static Card Nothing(CaptureTask task, DateTimeOffset now) => Card.Of(task.Known > 0
        ? $"All of that is in the timeline of {task.Id} already ({Count(task.Known)}). Nothing was added. ({When.ToTheSecond(now)})"
        : $"There are no messages of people there to add to the timeline of {task.Id}. ({When.ToTheSecond(now)})");

    /// <summary>It is more than one capture can add.</summary>
    public static Card TooMany(CaptureTask task, DateTimeOffset now) => Card.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"That is more than I add to the timeline of {task.Id} at once ({SurveyCapture.Most} messages). Nothing was added. "
            + $"Choose two links that are closer together. ({When.ToTheSecond(now)})"));

    /// <summary>The messages cannot be read.</summary>
    public static Card Unreadable(CaptureTask task, DateTimeOffset now) =>
        Card.Of(
            $"I can't read those messages, so nothing was added to the timeline of {task.Id}. "
                + $"Is the thread still there, and am I in the channel? ({When.ToTheSecond(now)})");

    private static Card Said(string text, CaptureTask task, DateTimeOffset now) => new(
        $"{text} ({task.Asker.Who.Name}, {When.ToTheSecond(now)})",
        [
            new Paragraph(text),
            new SmallPrint(
                RichText.Of("Confirmed by ").Person(task.Asker.Who.Id, task.Asker.Who.Name).Plain(", ").Time(task.ConfirmedAt ?? now)),
        ]);

    private static RichText Line(string which, (DateTimeOffset At, ChatMessage? Message) one)
    {
        var text = RichText.Of($"{which}: ").Time(one.At);
        return one.Message is { } message
            ? text.Plain(" ").Person(message.Author.Id, message.Author.Name)
                .Plain($", “{OneLine.Of(CaptureMessageRules.TextOf(message), 120)}”")
            : text;
    }

    private static string There(CaptureTask task) => task.Known == 0
        ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $" {task.Known} more {(task.Known == 1 ? "is" : "are")} there already.");

    private static string Count(int count) => count == 1 ? "1 message" : string.Create(CultureInfo.InvariantCulture, $"{count} messages");
}
