namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>Finds out which sections of a person's draft are sections of the former text under another heading.</summary>
internal static class SectionOrigins
{
    // Beyond so many pairs nobody renamed anything by hand.
    private const int MostPairs = 2_500;

    /// <summary>The former keys of renamed sections, by their present keys.</summary>
    /// <param name="from">The former text.</param>
    /// <param name="yours">The person's draft.</param>
    /// <param name="isTheirs">Whether the other draft has a section of this key, which then is that one.</param>
    public static IReadOnlyDictionary<SectionKey, SectionKey> Of(
        IReadOnlyList<DraftSection> from, IReadOnlyList<DraftSection> yours, Func<SectionKey, bool> isTheirs)
    {
        var (fromKeys, yourKeys) = (from.Select(one => one.Key).ToHashSet(), yours.Select(one => one.Key).ToHashSet());
        var gone = from.Where(one => !yourKeys.Contains(one.Key)).ToList();
        var added = yours.Where(one => !fromKeys.Contains(one.Key) && !isTheirs(one.Key)).ToList();
        var origins = new Dictionary<SectionKey, SectionKey>();
        if ((long)gone.Count * added.Count > MostPairs)
            return origins;

        var words = gone.ToDictionary(one => one.Key, Words);
        foreach (var section in added)
        {
            var mine = Words(section);
            var best = words.Select(one => (one.Key, Share: Share(one.Value, mine))).OrderByDescending(one => one.Share).FirstOrDefault();
            if (best.Share < 0.5)
                continue;
            origins[section.Key] = best.Key;
            words.Remove(best.Key);
        }

        return origins;
    }

    private static HashSet<string> Words(DraftSection section) =>
        section.Lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)).ToHashSet(StringComparer.Ordinal);

    private static double Share(HashSet<string> former, HashSet<string> mine) =>
        former.Count == 0 || mine.Count == 0 ? 0 : (double)former.Count(mine.Contains) / Math.Max(former.Count, mine.Count);
}
