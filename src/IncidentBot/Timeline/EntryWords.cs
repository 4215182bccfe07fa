using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Language.Logs;

namespace IncidentBot.Timeline;

/// <summary>How entries of the timeline are told to people.</summary>
internal static class EntryWords
{
    /// <summary>What stands for a message that has no words, such as a picture.</summary>
    public const string NoWords = "(a message without words)";

    /// <summary>What stands for the words of a message that was deleted.</summary>
    public const string Removed = "(removed by its author)";

    /// <summary>So many characters of an entry are shown in answers.</summary>
    private const int Shown = 200;

    private const int LikelyKinds = 3, LongestError = 40;

    private static readonly TimeSpan OneTime = TimeSpan.FromMinutes(1);

    /// <summary>Says that there is no such entry.</summary>
    public static RichText NoSuch(IncidentId incident) => RichText.Of(
        $"The timeline of {incident} has no such entry. To see it, type {CommandGrammar.Typed("timeline")}.");

    /// <summary>Confirms an entry to who made it: one line that says what was taken for what, with a menu to correct it.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="reader">Who made it.</param>
    /// <param name="notATime">What looks like a time but was recorded as words; null: nothing does.</param>
    public static Card Confirm(IncidentId incident, TimelineEntry entry, Person reader, string? notATime = null)
    {
        var author = entry.Author.Id == reader.Id ? string.Empty : $" by {entry.Author.Name}";
        var text = new RichText([]).Plain($"Added to the timeline as entry {Number(entry)}, {Words.Of(entry.Kind)}{author}, ")
            .Time(entry.At).Plain($": “{OneLine.Of(entry.Text, Shown)}”");
        var parts = new List<CardPart> { new Paragraph(text, Menu: Correct(incident, entry)) };
        var hint = notATime is null ? string.Empty : NotRead(notATime);
        if (hint.Length > 0)
            parts.Add(new Paragraph(hint));
        if (ToDoWords.Of(entry.Text) is not null)
            parts.Add(new Buttons([MakeAction(incident, entry) with { Style = ButtonStyle.Primary }]));
        if (OfLog(incident, entry).ToList() is { Count: > 0 } log)
            parts.Add(new Buttons(log));
        return new Card($"{text.ToPlainText()} {hint}".TrimEnd(), parts);
    }

    /// <summary>Tells who wrote a note which part of it is on record as words, though it looks like a time.</summary>
    public static Card NotATime(IncidentId incident, TimelineEntry entry, string notATime, DateTimeOffset now)
    {
        var text = $"{NotRead(notATime)} Entry {Number(entry)} of {incident} has the time at which you wrote it.";
        var edit = new Button(
            TimelineButtonIds.EditEntry, "Set the time", IncidentButtons.Of(incident, Number(entry)),
            Spoken: $"Set the time of entry {Number(entry)}");
        return new Card($"{text} ({When.ToTheSecond(now)})", [new Paragraph(text), new Buttons([edit])]);
    }

    /// <summary>The button that makes an action item of an entry.</summary>
    public static Button MakeAction(IncidentId incident, TimelineEntry entry) => new(
        IncidentButtonIds.MakeAction, "Make it an action item", IncidentButtons.Of(incident, Number(entry)),
        Spoken: $"Make entry {Number(entry)} an action item");

    private static string NotRead(string notATime) =>
        $"I didn't read “{OneLine.Of(notATime, 40)}” as a time; write it like 16:20, 4:20 pm or yesterday 16:20.";

    /// <summary>Tells who wrote a note that it is recorded, and asks whether its time is the one that they meant.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="question">What is odd about its time.</param>
    /// <param name="now">When it was written; UTC.</param>
    public static Card AskTime(IncidentId incident, TimelineEntry entry, TimeQuestion question, DateTimeOffset now)
    {
        var taken = When.Say(entry.At, now, "UTC");
        var text = new RichText([]).Plain($"Added to the timeline of {incident} as entry {Number(entry)}, {EntryChange.ToBeConfirmed}. ")
            .Bold($"{taken}, {question.Why}: keep, or {(question.Other is { } other ? When.Say(other, now, "UTC") : "another time")}?");
        var quote = $"“{OneLine.Of(entry.Text, Shown)}”";
        return new Card(
            $"{text.ToPlainText()} {quote} ({When.ToTheSecond(now)})",
            [
                new Paragraph(text.Plain("\n" + quote)),
                new Buttons(
                [
                    new Button(
                        TimelineButtonIds.KeepTime, $"Keep {taken}", IncidentButtons.Of(incident, Number(entry)),
                        Spoken: $"Keep {taken} for entry {Number(entry)}"),
                    OtherTime(incident, entry, question.Other, now),
                ]),
            ]);
    }

    /// <summary>Tells who has settled the time of an entry what it is now, with a menu to correct the rest.</summary>
    public static Card Settled(IncidentId incident, TimelineEntry entry, Person reader, DateTimeOffset now)
    {
        var text = $"The time of entry {Number(entry)} of {incident} is now {When.Say(entry.At, now, reader.TimeZone)}: "
            + $"“{OneLine.Of(entry.Text, Shown)}”";
        return new Card($"{text} ({When.ToTheSecond(now)})", [new Paragraph(text, Menu: Correct(incident, entry))]);
    }

    /// <summary>Shows an entry to everyone in the incident's channel, as what the record points to.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="posted">When it is posted; UTC. Null: it stands there already, since whenever.</param>
    public static Card Posted(IncidentId incident, TimelineEntry entry, DateTimeOffset? posted)
    {
        var what = EntryBoard.IsChange(incident, entry) ? " added a change" : Noted(entry.Kind);
        var number = $" (entry {Number(entry)}";
        var text = new RichText([]).Person(entry.Author.Id, entry.Author.Name).Plain(what + number);
        if (posted is not { } now || !When.IsSameMinute(entry.At, now))
            text = text.Plain(", ").Time(entry.At);
        List<string> remarks = [.. entry.IsTimeToBeConfirmed ? [EntryChange.ToBeConfirmed] : Array.Empty<string>(), .. Since(entry)];
        var remark = string.Join(", ", remarks);
        text = text.Plain("): ");
        var paragraph = new Paragraph(
            entry.IsWithdrawn ? text.Struck(entry.Text) : text.Then(RichText.Of(entry.Said)), Menu: MenuOf(incident, entry));
        var said = $"{entry.Author.Name}{what}{number}, {When.Say(entry.At, entry.RecordedAt, "UTC")}): {entry.Text}";
        return remark.Length == 0 ? new Card(said, [paragraph]) : new Card($"{said} ({remark})", [paragraph, new SmallPrint(remark)]);
    }

    private static string Noted(EntryKind kind) => kind switch
    {
        EntryKind.Observation => " noted",
        _ => $" noted {WithArticle(kind)}",
    };

    // Beside the line itself, since nobody is shown another one.
    private static Menu MenuOf(IncidentId incident, TimelineEntry entry)
    {
        var value = IncidentButtons.Of(incident, Number(entry));
        return new Menu(
            entry.IsWithdrawn
                ? [Restore(incident, entry)]
                : [
                    new Button(TimelineButtonIds.EditEntry, "Edit text, time or kind", value),
                    new Button(TimelineButtonIds.WithdrawEntry, "Withdraw", value),
                    .. OfLog(incident, entry),
                ]);
    }

    // What a log says is offered where it stands, and costs no line of its own.
    private static IEnumerable<Button> OfLog(IncidentId incident, TimelineEntry entry)
    {
        if (LogSense.Read(entry.Text) is not { IsAny: true } log)
            yield break;

        var what = log.Error is { } error ? OneLine.Of(error[(error.LastIndexOf('.') + 1)..], LongestError) : "what the log says";
        yield return new Button(
            TimelineButtonIds.NoteLog, $"Note {what}", IncidentButtons.Of(incident, Number(entry)),
            Spoken: $"Note what the log of entry {Number(entry)} says");
        if (log.Id is { } id)
            yield return new Button(
                TimelineButtonIds.ShowTrace, log.Trace is null ? "Links for this request" : "Links for this trace",
                IncidentButtons.Of(incident, id));
    }

    /// <summary>Whether it was written down more than a minute off from when it happened, so that readers need both times.</summary>
    public static bool HasTwoTimes(TimelineEntry entry) => (entry.RecordedAt - entry.At).Duration() > OneTime;

    /// <summary>Tells who has changed an entry what it says now.</summary>
    public static string Changed(IncidentId incident, TimelineEntry before, TimelineEntry now, Person reader, DateTimeOffset at)
    {
        var former = before.Text == now.Text ? string.Empty : $" Before: {Quote(before)}";
        return $"Entry {Number(now)} of {incident} now reads: {When.Say(now.At, at, reader.TimeZone)}, {Words.Of(now.Kind)}, by "
            + $"{now.Author.Name}. {Quote(now)}{former}{Unheard(now)}";
    }

    /// <summary>Tells who has split an entry what came of it.</summary>
    public static string Parted(IncidentId incident, TimelineEntry first, TimelineEntry second, Person reader, DateTimeOffset at) =>
        $"Entry {Number(first)} of {incident} is now split in two. {Number(first)}: {When.Say(first.At, at, reader.TimeZone)}, "
            + $"{Quote(first)} {Number(second)}: {When.Say(second.At, at, reader.TimeZone)}, {Words.Of(second.Kind)}, {Quote(second)}";

    /// <summary>Tells who has withdrawn an entry, with the way back.</summary>
    public static Card TakenOut(IncidentId incident, TimelineEntry entry, DateTimeOffset at)
    {
        var text =
            $"Entry {Number(entry)} is no longer in the timeline of {incident}: {Quote(entry)} It stays in the audit trail.";
        return new Card($"{text} ({When.ToTheSecond(at)})", [new Paragraph(text), new Buttons([Restore(incident, entry)])]);
    }

    /// <summary>The button that brings an entry back.</summary>
    public static Button Restore(IncidentId incident, TimelineEntry entry) =>
        new(
            TimelineButtonIds.RestoreEntry, "Bring it back", IncidentButtons.Of(incident, Number(entry)),
            Spoken: $"Bring entry {Number(entry)} back");

    /// <summary>An entry's mark for readers, with a space before it; empty: it is as it was captured.</summary>
    public static string Mark(TimelineEntry entry)
    {
        var doubt = entry.IsTimeToBeConfirmed ? $" ({EntryChange.ToBeConfirmed})" : string.Empty;
        if (entry is { IsRemoved: true, Text: not Removed })
            return " (deleted by its author)" + doubt;

        return entry.EditedAt is null ? doubt : " (edited)" + doubt;
    }

    /// <summary>Says that an entry has left the timeline, and how it comes back.</summary>
    public static string Withdrawn(IncidentId incident, TimelineEntry entry) =>
        $"Entry {Number(entry)} is no longer in the timeline of {incident}, because its last reaction or pin was removed: "
            + $"{Quote(entry)} React to the message again to bring it back.";

    /// <summary>Says that an entry is back.</summary>
    public static string Back(IncidentId incident, TimelineEntry entry) =>
        $"Entry {Number(entry)} is back in the timeline of {incident}: {Quote(entry)}";

    /// <summary>Says that a message is in the timeline already.</summary>
    public static string Already(IncidentId incident, TimelineEntry entry, Person reader, DateTimeOffset now) =>
        $"That message is already in the timeline of {incident}, at {When.Say(entry.At, now, reader.TimeZone)} as "
            + $"{Words.Of(entry.Kind)}; {entry.CapturedBy.Name} added it.";

    // A sentence of its own: with a full stop where the words have none.
    private static string Quote(TimelineEntry entry)
    {
        var words = OneLine.Of(entry.Text, Shown);
        return $"“{words}”{(words is [.., '.' or '!' or '?' or '…'] ? string.Empty : ".")}";
    }

    // The one message that cannot follow.
    private static string Unheard(TimelineEntry entry) =>
        entry.ToldAs?.EndsWith("/told", StringComparison.Ordinal) == true
            ? " The status message in the channel stays as it was."
            : string.Empty;

    private static Button OtherTime(IncidentId incident, TimelineEntry entry, DateTimeOffset? other, DateTimeOffset now)
    {
        if (other is not { } instant)
            return new Button(
                TimelineButtonIds.EditEntry, "Another time…", IncidentButtons.Of(incident, Number(entry)),
                Spoken: $"Set another time for entry {Number(entry)}");

        var said = When.Say(instant, now, "UTC");
        return new Button(
            TimelineButtonIds.TakeTime, said,
            IncidentButtons.Of(incident, Number(entry), instant.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Spoken: $"Take {said} for entry {Number(entry)}");
    }

    private static IEnumerable<string> Since(TimelineEntry entry) =>
        entry.Changes.LastOrDefault(change => change.Field != EntryField.Certainty) switch
    {
        null => [],
        { Field: EntryField.Standing, Latest: EntryChange.Withdrawn } change => [$"withdrawn by {change.By.Name}"],
        var change => [$"changed by {change.By.Name}"],
    };

    // The kinds that people pick most; the form has them all.
    private static Menu Correct(IncidentId incident, TimelineEntry entry)
    {
        EntryKind[] likely = [EntryKind.Finding, EntryKind.Action, EntryKind.Decision, EntryKind.Observation];
        var kinds = likely.Where(kind => kind != entry.Kind).Take(LikelyKinds).Select(
            kind => new Button(
                TimelineButtonIds.SetKind, $"It's {WithArticle(kind)}",
                IncidentButtons.Of(incident, Number(entry), Words.Of(kind))));
        return new Menu([.. kinds, .. MenuOf(incident, entry).Items]);
    }

    private static string WithArticle(EntryKind kind) => kind switch
    {
        EntryKind.Impact => Words.Of(kind),
        EntryKind.Action or EntryKind.Alert or EntryKind.Observation => $"an {Words.Of(kind)}",
        _ => $"a {Words.Of(kind)}",
    };

    /// <summary>An entry's number as people read it.</summary>
    public static string Number(TimelineEntry entry) => entry.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
