using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Versions.Editing;

/// <summary>A person has edited the draft.</summary>
/// <param name="Draft">The new version.</param>
/// <param name="Over">Who wrote the versions that the editor had not seen; null: there were none.</param>
internal sealed record DraftEdited(PostmortemDraft Draft, string? Over)
{
    /// <summary>How many places two people changed in two ways.</summary>
    public int Conflicts => Over is null ? 0 : ConflictMarks.Count(Draft.Markdown);
}

/// <summary>What becomes of an edit, whichever version it was made of.</summary>
internal static class EditRules
{
    /// <summary>The longest draft; characters. What the record and people write is far below it.</summary>
    public const int LongestDraft = 4_000_000;

    /// <summary>Decides on an edit: one of an older version is merged into the newest.</summary>
    /// <param name="newest">The newest version.</param>
    /// <param name="from">The version that was edited.</param>
    /// <param name="yours">The text as the person wants it.</param>
    /// <param name="by">Who edited it.</param>
    /// <param name="at">When; UTC.</param>
    /// <param name="over">Who wrote the newest version, as a conflict names them.</param>
    public static Decision<DraftEdited> Decide(
        PostmortemDraft newest, PostmortemDraft from, string yours, Person by, DateTimeOffset at, string over)
    {
        if (yours.Length > LongestDraft)
            return new Refusal(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"That's {yours.Length:N0} characters; a draft has at most {LongestDraft:N0}. Link long logs, don't paste them."));

        var isNewest = from.Version == newest.Version;
        var text = isNewest
            ? yours
            : MergeSections.Of(from.Markdown, newest.Markdown, yours, new MergeNames(by.Name, over)).Markdown;
        if (string.Equals(text, newest.Markdown, StringComparison.Ordinal))
            return new AlreadySo($"{PostmortemRules.Name(newest)} reads like this already; nothing was changed.");

        var isMachines = string.Equals(text, newest.MergeBase, StringComparison.Ordinal);
        var draft = new PostmortemDraft(newest.Version + 1, at, text)
        {
            MachineText = isMachines ? null : newest.MergeBase,
            Author = by,
            MadeFrom = from.Version,
        };
        return new DraftEdited(draft, isNewest ? null : over);
    }
}
