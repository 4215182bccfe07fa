namespace IncidentBot.Simulator.Workspace;

/// <summary>The names of the emoji that every Slack workspace has.</summary>
internal static class EmojiNames
{
    // The short names of iamcal/emoji-data 16, from which Slack takes its own.
    private static readonly Lazy<HashSet<string>> All = new(Read);

    /// <summary>Whether a reaction of this name can be given; skin tones stand behind it, as in <c>wave::skin-tone-2</c>.</summary>
    public static bool IsKnown(string name)
    {
        var tone = name.IndexOf("::", StringComparison.Ordinal);
        return All.Value.Contains(tone < 0 ? name : name[..tone]);
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(EmojiNames).Assembly.GetManifestResourceStream("EmojiNames.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }
}
