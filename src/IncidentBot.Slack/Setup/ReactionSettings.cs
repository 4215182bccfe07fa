using IncidentBot.Timeline;

namespace IncidentBot.Slack.Setup;

/// <summary>Understands the reactions under <c>Timeline:Reactions</c> as people write them.</summary>
public static class ReactionSettings
{
    private const string Key = "Timeline:Reactions";

    /// <summary>
    /// The same reactions under every name of their emoji, without colons and skin tones, so that it doesn't matter which of its names
    /// Slack sends.
    /// </summary>
    public static IDictionary<string, EntryKind> Understand(IDictionary<string, EntryKind> reactions)
    {
        var understood = new Dictionary<string, EntryKind>(StringComparer.Ordinal);
        foreach (var (name, kind) in reactions)
        {
            foreach (var same in EmojiNames.SentFor(EmojiNames.Plain(name))) understood.TryAdd(same, kind);
        }

        return understood;
    }

    /// <summary>What is wrong with them, a sentence each: two names of one emoji that make different kinds of entry.</summary>
    public static IEnumerable<string> Problems(IDictionary<string, EntryKind> reactions) =>
        from one in reactions
        group one by EmojiNames.IdentityOf(EmojiNames.Plain(one.Key)) into same
        where same.Select(one => one.Value).Distinct().Count() > 1
        select $"{Key} has {string.Join(" and ", same.Select(one => one.Key.Trim(':')))}, which are the same reaction, for different kinds "
            + "of entry; keep one of them.";

    /// <summary>What is doubtful about them, a sentence each: names that no workspace has of itself.</summary>
    public static IEnumerable<string> Doubts(IDictionary<string, EntryKind> reactions) =>
        from name in reactions.Keys.Select(EmojiNames.Plain).Distinct(StringComparer.Ordinal)
        where !EmojiNames.IsKnown(name)
        select $"{Key} has \"{name}\", which isn't an emoji of Slack's. If it isn't one of your workspace's own either, nothing is "
            + $"captured with it.{Hint(name)}";

    private static string Hint(string name) =>
        EmojiNames.All.Where(known => known.Length > 3 && (known.StartsWith(name, StringComparison.Ordinal) || IsNear(known, name)))
            .MinBy(known => Math.Abs(known.Length - name.Length)) is { } near
            ? $" Did you mean {near}?"
            : string.Empty;

    // One letter changed, added or left out.
    private static bool IsNear(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1) return false;
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        var first = 0;
        while (first < shorter.Length && shorter[first] == longer[first]) first++;
        var rest = shorter.Length == longer.Length ? first + 1 : first;
        return rest <= shorter.Length
            ? shorter[rest..] == longer[(first + 1)..]
            : first == shorter.Length;
    }
}
