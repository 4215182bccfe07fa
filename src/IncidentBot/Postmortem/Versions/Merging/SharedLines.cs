namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>
/// Takes texts apart into lines, and has one string for a line that several of them have: three drafts that are merged have nearly all of
/// their lines in common, and each line that is in hand for the whole merge is work for the collector.
/// </summary>
internal sealed class SharedLines
{
    private HashSet<string>? known;

    /// <summary>The lines of a text.</summary>
    /// <param name="text">The text.</param>
    public string[] Of(string text)
    {
        var lines = new string[text.AsSpan().Count('\n') + 1];
        known ??= new HashSet<string>(lines.Length, StringComparer.Ordinal);
        var shared = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var number = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (!shared.TryGetValue(line, out var same))
                known.Add(same = line.ToString());
            lines[number++] = same;
        }

        return lines;
    }
}
