using System.Globalization;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Something on record that blames people.</summary>
/// <param name="Where">What it is, such as <c>Entry 12</c>.</param>
/// <param name="Hint">What blames in it, with better words.</param>
internal sealed record BlamingRecord(string Where, BlameHint Hint);

/// <summary>
/// Finds what blames people in entries and updates, and in action items. Entries and updates are what was said at the time: they keep
/// nobody from publishing. Action items are checked with the draft that lists them, and are named here so that they are changed at their
/// source.
/// </summary>
internal static class BlameInRecord
{
    /// <summary>What blames, action items first.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<BlamingRecord> Of(PostmortemRecord record)
    {
        var people = ReadPeople.Of(record.Incident, record.Facts, record.Timeline);
        return
        [
            .. Found(record.Actions.Where(item => !item.IsRemoved).Select(item => (Name("Action", item.Number), item.Text)), people),
            .. Found(
                record.Timeline.Where(entry => !entry.IsRemoved && !entry.IsWithdrawn && !entry.Author.IsBot)
                    .Select(entry => (Name(entry.Kind == EntryKind.Communication ? "Update, entry" : "Entry", entry.Number), entry.Text)),
                people),
        ];
    }

    private static IEnumerable<BlamingRecord> Found(IEnumerable<(string Where, string Text)> texts, KnownPeople people) =>
        from one in texts
        let hint = BlameHint.In(one.Text, people)
        where hint is not null
        select new BlamingRecord(one.Where, hint);

    private static string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what} {number}");
}
