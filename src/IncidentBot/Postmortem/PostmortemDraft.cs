using IncidentBot.Chat;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem;

/// <summary>A stored version of the draft: the same record and the same edits give the same bytes.</summary>
/// <param name="Version">Counts from 1 in its incident.</param>
/// <param name="AssembledAt">When it was made; UTC.</param>
/// <param name="Markdown">The whole text.</param>
public sealed record PostmortemDraft(int Version, DateTimeOffset AssembledAt, string Markdown)
{
    /// <summary>What stands in place of a draft that earlier versions of the program took away as a whole.</summary>
    public const string Withdrawn =
        "This draft was withdrawn, since a message in it was deleted by its author. A newer draft has the rest.\n";

    /// <summary>The text of the record that people's edits in it were merged with last; null: it has no edits, and is that text.</summary>
    public string? MachineText { get; init; }

    /// <summary>Who made it; null: the bot.</summary>
    public Person? Author { get; init; }

    /// <summary>The version that its author had before them; null: the bot made it of the record.</summary>
    public int? MadeFrom { get; init; }

    /// <summary>What the next text of the record is compared with when it is merged into this draft.</summary>
    public string MergeBase => MachineText ?? Markdown;

    /// <summary>Whether people have edited it.</summary>
    public bool HasEdits => MachineText is not null;

    /// <summary>
    /// The text for its readers: each fact that people typed without a reference says that it has no evidence yet. The same version gives
    /// the same text.
    /// </summary>
    /// <param name="roles">What the titles of its sections stand for: by any title, lessons and action items are no facts.</param>
    internal string Given(SectionRoles roles) => HasEdits ? EvidenceCheck.Mark(Markdown, MergeBase, roles) : Markdown;

    /// <summary>What people made of this version in the text for its readers, without the marks that it has there.</summary>
    /// <param name="edited">The text as it comes back.</param>
    internal string Back(string edited) => EvidenceCheck.Unmark(edited, [Markdown, MergeBase]);

    /// <summary>Whether its words are gone.</summary>
    public bool IsWithdrawn => string.Equals(Markdown, Withdrawn, StringComparison.Ordinal);
}
