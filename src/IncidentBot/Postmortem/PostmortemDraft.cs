namespace IncidentBot.Postmortem;

/// <summary>A stored draft: the same record gives the same bytes, and a changed record a new version.</summary>
/// <param name="Version">Counts from 1 in its incident.</param>
/// <param name="AssembledAt">When it was assembled; UTC.</param>
/// <param name="Markdown">The whole text.</param>
public sealed record PostmortemDraft(int Version, DateTimeOffset AssembledAt, string Markdown)
{
    /// <summary>What stands in place of a draft whose words had to go.</summary>
    public const string Withdrawn =
        "This draft was withdrawn, since a message in it was deleted by its author. A newer draft has the rest.\n";

    /// <summary>Whether its words are gone.</summary>
    public bool IsWithdrawn => string.Equals(Markdown, Withdrawn, StringComparison.Ordinal);
}
