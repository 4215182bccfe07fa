using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Sweep;

/// <summary>What is on record of a channel's messages, which a sweep compares with what stands there.</summary>
internal sealed class SweepRecord(IReadOnlyList<TimelineEntry> entries, IReadOnlyDictionary<MessageId, MessageHistory> histories)
{
    // What came in while the channel was being read cannot be expected to stand there.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly HashSet<MessageId> standing = [.. entries.Select(entry => entry.Message).OfType<MessageId>()];

    /// <summary>
    /// Whether something holds a message in the timeline; if all of it was taken back, what stands in the channel has come since.
    /// </summary>
    public bool IsCaptured(MessageId message) => standing.Contains(message) || HistoryOf(message).Standing.Count > 0;

    /// <summary>The work of what is missing: another one for each time that the message was taken out before.</summary>
    public FollowUp Anew(FoundNews missing) => HistoryOf(missing.Id).Signs.Count(sign => !sign.IsOn) is var off and > 0
        ? missing.Later(string.Create(CultureInfo.InvariantCulture, $":{off}"))
        : missing.Later();

    /// <summary>
    /// What became of captured messages without anyone hearing of it: edits, and reactions and pins that were taken back.
    /// </summary>
    /// <param name="seen">What history says.</param>
    /// <param name="pinned">What is pinned; null: not known.</param>
    /// <param name="now">When the channel was begun to be read; UTC.</param>
    public IReadOnlyList<FoundNews> Changes(IReadOnlyList<SeenMessage> seen, IReadOnlySet<MessageId>? pinned, DateTimeOffset now)
    {
        var shown = seen.Where(message => message.Reactions is not null).GroupBy(message => message.Id)
            .ToDictionary(same => same.Key, same => same.First());
        var changes = new List<FoundNews>();
        foreach (var message in entries.Where(entry => entry.ToldAs is null).Select(entry => entry.Message).OfType<MessageId>())
        {
            var history = HistoryOf(message);
            if (history.Removal is not null)
                continue;

            var there = shown.GetValueOrDefault(message);
            if (there?.EditedAt is { } edited && !history.Revisions.Any(known => known.WrittenAt >= edited))
                changes.Add(FoundNews.Of(message, new FoundEdit(edited)));

            foreach (var sign in history.Standing.Where(sign => sign.At < now - Margin))
            {
                if (IsGone(sign, there, pinned?.Contains(message)))
                    changes.Add(FoundNews.Of(message, new FoundRemoval(sign.ReactionName, sign.By.Id, sign.At)));
            }
        }

        return changes;
    }

    /// <summary>
    /// Captured messages that ought to have been seen, should they still stand in the channel itself; a reply need not have been.
    /// </summary>
    /// <param name="seen">What history says.</param>
    /// <param name="from">Since when all that stands in the channel was seen; UTC.</param>
    /// <param name="to">Until when; null: until now.</param>
    public IReadOnlyList<TimelineEntry> Missing(IReadOnlyList<SeenMessage> seen, DateTimeOffset from, DateTimeOffset? to)
    {
        var there = seen.Select(message => message.Id).ToHashSet();
        return
        [
            .. entries.Where(entry => entry is { ToldAs: null, Message: { } message } && entry.At >= from && !(entry.At > to)
                && !there.Contains(message) && HistoryOf(message).Removal is null),
        ];
    }

    private static bool IsGone(CaptureSign sign, SeenMessage? there, bool? isPinned)
    {
        if (sign.Name == CaptureSign.Pin)
            return isPinned == false;

        if (sign.ReactionName is not { } name || there?.Reactions is not { } reactions)
            return false;

        var same = reactions.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        return same is null || (same.IsComplete && !same.People.Contains(sign.By.Id));
    }

    private MessageHistory HistoryOf(MessageId message) => histories.GetValueOrDefault(message) ?? MessageHistory.None;
}
