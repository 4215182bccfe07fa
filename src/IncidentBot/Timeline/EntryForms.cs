using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Timeline;

/// <summary>The forms by which people change an entry of the timeline.</summary>
internal sealed class EntryForms(TimelineStore timeline, ChatPlatforms platforms)
{
    public const string Text = "text";

    public const string Second = "second";

    public const string Time = "time";

    public const string Kind = "kind";

    private const string TimeHint = $"{When.ShownInUtc}2026-11-20 16:05 or 10 min ago.";

    /// <summary>The form that changes or splits the entry that a button names.</summary>
    public async Task<Opened> OpenAsync(FormCall call, bool split, CancellationToken cancellationToken)
    {
        var id = call.Incident.Id;
        var entry = int.TryParse(call.More, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await timeline.FindAsync(call.Asker.Workspace, id, number, cancellationToken)
            : null;
        var longest = platforms.Of(call.Asker.Platform).Limits.FormField;
        if (Refuse(id, entry, split, longest) is { } refusal)
            return Opened.Refused(refusal);

        return split ? ToSplit(id, entry!, longest) : ToEdit(id, entry!, longest);
    }

    /// <summary>What is to be corrected while a form is open.</summary>
    public static Func<IServiceProvider, FormCall, CancellationToken, Task<IReadOnlyDictionary<string, string>>> Check(string form) =>
        async (services, call, stop) =>
    {
        if (call.About is not { } incident || !TryReadEntry(call.More, out var number, out var version))
            return Errors.None;

        var entry = await services.GetRequiredService<TimelineStore>().FindAsync(call.Asker.Workspace, incident.Id, number, stop);
        var longest = services.GetRequiredService<ChatPlatforms>().Of(call.Asker.Platform).Limits.FormField;
        return Check(form, call.Values, entry, version, longest, call.Now);
    };

    /// <summary>Why no form opens for an entry; null: one does.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry; null: there is none.</param>
    /// <param name="split">Whether it is to be split.</param>
    /// <param name="longest">So many characters a field of a form takes.</param>
    public static RichText? Refuse(IncidentId incident, TimelineEntry? entry, bool split, int longest)
    {
        if (entry is null)
            return EntryWords.NoSuch(incident);
        if (!split)
            return null;
        if (entry.IsRemoved)
            return "The author deleted that message, so there is nothing to split.";

        return entry.Text.Length > 2 * longest || entry.Text.Trim().Length < 2
            ? RichText.Of(
                $"An entry can be split here if it has 2 to {2 * longest} characters; this one has {entry.Text.Length}. "
                    + $"Edit it to take the second part out, and add that as a note: {CommandGrammar.Typed("note TEXT at HH:MM")}.")
            : null;
    }

    /// <summary>
    /// The form that changes words, time or kind. Long words are asked for in parts; those that are gone, or too long for any form, are
    /// not.
    /// </summary>
    public static Form ToEdit(IncidentId incident, TimelineEntry entry, int longest)
    {
        List<FormField> fields = [WhenField("When it happened", entry.At), KindField("Kind of entry", entry.Kind)];
        var parts = PartsOf(entry, longest);
        if (parts is not null)
            fields.InsertRange(0, parts.Words.Select((words, part) => PartField(parts, part, words)));
        return new Form(TimelineFormIds.EditEntry, "Edit entry", "Save", Context(incident, entry), fields)
        {
            Intro = entry.IsRemoved || parts is not null ? null : TooLong(entry),
        };
    }

    /// <summary>The words of an entry as a form asks for them; null: it does not.</summary>
    public static EntryParts? PartsOf(TimelineEntry entry, int longest) =>
        !entry.IsRemoved && new EntryParts(entry.Text, longest) is { Words.Count: <= EntryParts.Most } parts ? parts : null;

    /// <summary>Says which of two instants a filled-in time was taken for, with a space before it; empty: it means only one.</summary>
    public static string Twice(FormSubmitted by, TimelineEntry before) =>
        When.ParseField(by.Values.GetValueOrDefault(Time), before.At, by.At, by.Who.TimeZone).Twice is { } said ? $" {said}" : string.Empty;

    /// <summary>The form that splits an entry; the words are parted where a paragraph or sentence ends.</summary>
    public static Form ToSplit(IncidentId incident, TimelineEntry entry, int longest)
    {
        var (first, second) = SplitEntryRules.Part(entry.Text, longest);
        return new Form(
            TimelineFormIds.SplitEntry,
            "Split entry",
            "Split",
            Context(incident, entry),
            [
                new TextField(Text, "First part", Initial: first, Multiline: true),
                new TextField(Second, "Second part (its own entry)", Initial: second, Multiline: true),
                WhenField("When the second part happened", entry.At),
                KindField("Kind of the second part", entry.Kind),
            ]);
    }

    /// <summary>What is wrong at which field; empty: nothing.</summary>
    /// <param name="form">Which of the two forms.</param>
    /// <param name="values">What was filled in.</param>
    /// <param name="entry">The entry as it is now; null: there is none any more.</param>
    /// <param name="version">The entry's version when the form was opened.</param>
    /// <param name="longest">So many characters a field of a form takes.</param>
    /// <param name="now">When it was sent off; UTC.</param>
    public static IReadOnlyDictionary<string, string> Check(
        string form, IReadOnlyDictionary<string, string> values, TimelineEntry? entry, int version, int longest, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var isSplit = form == TimelineFormIds.SplitEntry;
        if (isSplit)
        {
            Require(errors, values, Text, "Say what the first part is.");
            Require(errors, values, Second, "Say what the second part is.");
        }
        else if (entry is not null && PartsOf(entry, longest) is { } parts && parts.Join(values).Length == 0)
        {
            errors[parts.Field(0)] = "Say what happened. To take the entry out, close this form and choose Withdraw.";
        }

        if (!When.TryParse(values.GetValueOrDefault(Time), out var when))
            errors[Time] = $"I can't read this as a time. Write it like {When.Forms}.";
        else if (when.Offset is not null && when.Resolve(now, "UTC").Problem is { } problem)
            errors[Time] = problem;
        if (errors.Count == 0 && entry is not null && entry.Version != version)
            errors[Time] = Stale(entry);
        return errors;
    }

    /// <summary>Says that an entry is not any more what the form showed.</summary>
    public static string Stale(TimelineEntry entry) =>
        $"Someone changed this entry in the meantime. It now reads: “{OneLine.Of(entry.Text, 200)}” "
            + "Copy what you wrote, close the form and open it again.";

    /// <summary>Reads what a form is about.</summary>
    public static bool TryRead(string context, out IncidentId incident, out int entry, out int version)
    {
        entry = version = 0;
        return IncidentButtons.TryRead(context, out incident, out var more) && TryReadEntry(more, out entry, out version);
    }

    /// <summary>Words as they were filled in.</summary>
    public static string Clean(string? text) => (text ?? string.Empty).ReplaceLineEndings("\n").Trim();

    private static bool TryReadEntry(string more, out int entry, out int version)
    {
        entry = version = 0;
        return more.Split('|') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out entry)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }

    private static TextField PartField(EntryParts parts, int part, string words)
    {
        var count = parts.Words.Count;
        return count == 1
            ? new TextField(EntryForms.Text, "What happened", Initial: words, Multiline: true)
            : new TextField(
                parts.Field(part), string.Create(CultureInfo.InvariantCulture, $"What happened, part {part + 1} of {count}"),
                Optional: true, Initial: words, Multiline: true);
    }

    private static RichText TooLong(TimelineEntry entry) => RichText.Of(
        $"These words are too long for a form: {entry.Text.Length} characters. To change them, withdraw the entry, and add it again "
            + $"in parts: {CommandGrammar.Typed("note TEXT at HH:MM")}.");

    private static string Context(IncidentId incident, TimelineEntry entry) => IncidentButtons.Of(
        incident, entry.Number.ToString(CultureInfo.InvariantCulture), entry.Version.ToString(CultureInfo.InvariantCulture));

    private static TextField WhenField(string label, DateTimeOffset at) =>
        new(Time, label, TimeHint, Initial: When.ToTheSecond(at), MaxLength: 100);

    private static ChoiceField KindField(string label, EntryKind kind) => new(
        Kind, label, [.. Enum.GetValues<EntryKind>().Select(one => new Choice(Words.Of(one), Words.Title(one)))], Initial: Words.Of(kind));

    private static void Require(
        Dictionary<string, string> errors, IReadOnlyDictionary<string, string> values, string field, string sentence)
    {
        if (string.IsNullOrWhiteSpace(values.GetValueOrDefault(field)))
            errors[field] = sentence;
    }
}
