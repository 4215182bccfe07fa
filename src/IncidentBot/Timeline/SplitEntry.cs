using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Makes two entries of one, each with its own words and time; both point to the same message.</summary>
internal sealed class SplitEntry(TimelineStore store, ChatPlatforms platforms)
{
    /// <summary>Does what the form asks for, and says what the two are now, unless everybody reads them side by side.</summary>
    public async Task<Happened> HandleAsync(Incident incident, FormSubmitted by, Work work, CancellationToken cancellationToken)
    {
        var isKnown = EntryForms.TryRead(by.Context, out _, out var number, out var version);
        var entry = isKnown ? await store.FindAsync(work.Workspace, incident.Id, number, cancellationToken) : null;
        var decision = SplitEntryRules.Decide(
            incident.Id, entry, version, await store.NextAsync(work.Workspace, incident.Id, cancellationToken), by.Values,
            platforms.Of(work.Platform).Limits.FormField, by.Who, by.At);
        if (decision.Fact is not { } split)
            return Happened.Refused(decision.Sentence);

        var first = split.First is { } change ? EntryBoard.Commit(work, incident.Id, entry!, [change]) : entry!;
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, split.Second);
        EntryBoard.Post(incident, split.Second, work);
        var remark = EntryForms.Twice(by, entry!);
        return remark.Length == 0 && split.Second.ToldAs is not null && IncidentBoard.IsReadBy(incident, by.Reply)
            ? Happened.Nothing
            : Happened.Answered(Card.Of(EntryWords.Parted(incident.Id, first, split.Second, by.Who, by.At) + remark));
    }
}

/// <summary>What a split makes of an entry.</summary>
/// <param name="First">The change of the entry itself; null: its words stay.</param>
/// <param name="Second">The new entry.</param>
internal sealed record EntrySplit(EntryChange? First, TimelineEntry Second);

/// <summary>How an entry is split.</summary>
internal static class SplitEntryRules
{
    /// <summary>Decides on the form.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="entry">The entry; null: there is none.</param>
    /// <param name="version">The entry's version when the form was opened.</param>
    /// <param name="number">The number of the new entry.</param>
    /// <param name="values">What was filled in: text, second, time, kind.</param>
    /// <param name="longest">So many characters a field of a form takes.</param>
    /// <param name="by">Who did.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<EntrySplit> Decide(
        IncidentId incident, TimelineEntry? entry, int version, int number, IReadOnlyDictionary<string, string> values, int longest,
        Person by, DateTimeOffset at)
    {
        var words = EntryForms.Clean(values.GetValueOrDefault(EntryForms.Text));
        var second = EntryForms.Clean(values.GetValueOrDefault(EntryForms.Second));
        var lost = $"Nothing was split. What you wrote: {words} / {second}";
        if (EntryForms.Refuse(incident, entry, split: true, longest) is { } refusal)
            return new Refusal($"{refusal} {lost}");
        if (entry!.Version != version)
            return new Refusal(
                $"Someone changed entry {EntryWords.Number(entry)} of {incident} at the same time. It now reads: "
                    + $"“{OneLine.Of(entry.Text, 200)}” {lost}");
        if (words.Length == 0 || second.Length == 0)
            return new Refusal($"Both parts need words. {lost}");

        var when = When.ParseField(values.GetValueOrDefault(EntryForms.Time), entry.At, at, by.TimeZone);
        if (when.At is not { } instant)
            return new Refusal($"{when.Problem} {lost}");

        var kind = Words.TryParse<EntryKind>(values.GetValueOrDefault(EntryForms.Kind), out var read) ? read : entry.Kind;
        return new EntrySplit(
            words == EntryForms.Clean(entry.Text) ? null : EntryChange.OfText(entry, words, by, at),
            Second(incident, entry, number, instant, kind, second, by, at));
    }

    /// <summary>
    /// Parts words in two where a paragraph, line or sentence ends nearest to the middle; neither part is longer than so many characters
    /// where that can be.
    /// </summary>
    public static (string First, string Second) Part(string text, int longest)
    {
        var (lowest, highest) = (Math.Max(1, text.Length - longest), Math.Min(text.Length - 1, longest));
        foreach (var end in new[] { "\n\n", "\n", ". ", "! ", "? ", "; ", ", ", " " })
        {
            var places = Places(text, end).Where(place => place >= lowest && place <= highest).ToList();
            if (places.Count == 0)
                continue;

            var place = places.MinBy(one => Math.Abs(one - (text.Length / 2)));
            return (text[..place].Trim(), text[place..].Trim());
        }

        return (text[..highest], text[highest..]);
    }

    private static TimelineEntry Second(
        IncidentId incident, TimelineEntry entry, int number, DateTimeOffset instant, EntryKind kind, string text, Person by,
        DateTimeOffset at)
    {
        var isTold = EntryBoard.HasLine(incident, entry);
        return new TimelineEntry
        {
            Number = number,
            At = instant,
            RecordedAt = at,
            Kind = kind,
            Author = entry.Author,
            CapturedBy = by,
            Text = text,
            Formats = entry.Said.FormatsOf(text),
            Permalink = isTold ? null : entry.Permalink,
            ToldAs = isTold ? IncidentKeys.Entry(incident, number) : null,
            SplitFrom = entry.SplitFrom ?? (entry.ToldAs is null ? entry.Message : null),
        };
    }

    private static IEnumerable<int> Places(string text, string end)
    {
        for (
            var at = text.IndexOf(end, StringComparison.Ordinal); at >= 0; at = text.IndexOf(
                end, at + end.Length, StringComparison.Ordinal))
            yield return at + end.TrimEnd().Length;
    }
}
