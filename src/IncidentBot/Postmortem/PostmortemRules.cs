using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem;

/// <summary>A new version of the draft was assembled.</summary>
internal sealed record DraftAssembled(PostmortemDraft Draft);

/// <summary>The pure rules of when a draft is a new one, and how it is called.</summary>
internal static class PostmortemRules
{
    /// <summary>
    /// The newest draft after assembling: a new version when a single byte of the record's text differs, with people's edits merged into
    /// it; else the one that is there already.
    /// </summary>
    /// <param name="newest">The newest stored draft; null: there is none.</param>
    /// <param name="markdown">What the record gives now.</param>
    /// <param name="now">When it was assembled; UTC.</param>
    /// <param name="editor">Who edited the newest draft last; empty: nobody has.</param>
    public static Decision<DraftAssembled> Decide(PostmortemDraft? newest, string markdown, DateTimeOffset now, string editor = "")
    {
        if (newest is null || newest.IsWithdrawn)
            return new DraftAssembled(new PostmortemDraft((newest?.Version ?? 0) + 1, now, markdown));
        if (string.Equals(newest.MergeBase, markdown, StringComparison.Ordinal))
            return new AlreadySo($"{Name(newest)} of the postmortem is up to date; nothing has changed since.");

        var merged = MergeSections.Of(newest.MergeBase, markdown, newest.Markdown, new MergeNames(editor, MergeNames.Record));
        var isMachines = string.Equals(merged.Markdown, markdown, StringComparison.Ordinal);
        return new DraftAssembled(
            new PostmortemDraft(newest.Version + 1, now, merged.Markdown) { MachineText = isMachines ? null : markdown });
    }

    /// <summary>What people call a draft.</summary>
    public static string Name(PostmortemDraft draft) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Draft {draft.Version}");

    /// <summary>The name of a draft's file.</summary>
    public static string FileName(IncidentId incident, PostmortemDraft draft) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{incident}-postmortem-v{draft.Version}.md");
}
