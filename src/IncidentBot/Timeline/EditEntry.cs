using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Changes the words, time or kind of an entry; who changed what, when, and what stood there before stays on record.</summary>
internal sealed class EditEntry(TimelineStore store, ChatPlatforms platforms)
{
    /// <summary>Does what the form asks for, and says what the entry is now, unless everybody reads it in its line.</summary>
    public async Task<Happened> HandleAsync(Incident incident, FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        var isKnown = EntryForms.TryRead(by.Context, out _, out var number, out var version);
        var entry = isKnown ? await store.FindAsync(work.Workspace, incident.Id, number, cancellationToken) : null;
        var decision = EditEntryRules.Decide(
            incident.Id, entry, version, by.Values, platforms.Of(work.Platform).Limits.FormField, by.Who, by.At);
        if (decision.Fact is not { Changes: var changes })
            return Happened.Refused(decision.Sentence);

        var now = EntryBoard.Commit(work, incident.Id, entry!, changes);
        var told = now.Kind == entry!.Kind ? null : CommunicationRecorded.Of(now, by.At);
        var happened = Happened.To(incident, told);
        var remark = EntryForms.Twice(by, entry!);
        return remark.Length == 0 && EntryBoard.IsReadBy(incident, now, by)
            ? happened
            : happened.Answering(Card.Of(EntryWords.Changed(incident.Id, entry!, now, by.Who, by.At) + remark));
    }
}

/// <summary>What an edit changes of an entry.</summary>
internal sealed record EntryEdit(IReadOnlyList<EntryChange> Changes);

/// <summary>What a filled-in form changes of an entry.</summary>
internal static class EditEntryRules
{
    /// <summary>Decides on the form; a field that stands as it was changes nothing.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry; null: there is none.</param>
    /// <param name="version">The entry's version when the form was opened.</param>
    /// <param name="values">What was filled in: text or its parts, time, kind.</param>
    /// <param name="longest">So many characters a field of a form takes.</param>
    /// <param name="by">Who did.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<EntryEdit> Decide(
        IncidentId incident, TimelineEntry? entry, int version, IReadOnlyDictionary<string, string> values, int longest, Person by,
        DateTimeOffset at)
    {
        var isSame = entry?.Version == version;
        var words = isSame ? EntryForms.PartsOf(entry!, longest)?.Join(values) ?? string.Empty : EntryParts.AllOf(values);
        var lost = words.Length == 0 ? string.Empty : $" What you wrote: {words}";
        if (entry is null)
            return new Refusal(EntryWords.NoSuch(incident).Plain(lost));
        if (!isSame)
            return new Refusal(
                $"Someone changed entry {EntryWords.Number(entry)} of {incident} at the same time, so nothing was changed. "
                    + $"It now reads: “{OneLine.Of(entry.Text, 200)}”{lost}");

        var when = When.ParseField(values.GetValueOrDefault(EntryForms.Time), entry.At, at, by.TimeZone);
        if (when.At is not { } instant)
            return new Refusal($"{when.Problem} Nothing was changed.{lost}");

        List<EntryChange> changes = [];
        if (words.Length > 0 && !entry.IsRemoved && words != EntryForms.Clean(entry.Text))
            changes.Add(EntryChange.OfText(entry, words, by, at));
        if (instant != entry.At)
            changes.Add(EntryChange.OfTime(entry, instant, by, at));
        if (Words.TryParse<EntryKind>(values.GetValueOrDefault(EntryForms.Kind), out var kind) && kind != entry.Kind)
            changes.Add(EntryChange.OfKind(entry, kind, by, at));
        return changes.Count == 0
            ? new AlreadySo($"Entry {EntryWords.Number(entry)} of {incident} already reads that way; nothing was changed.")
            : new EntryEdit(changes);
    }
}
