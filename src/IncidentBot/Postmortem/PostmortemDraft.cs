namespace IncidentBot.Postmortem;

/// <summary>A stored draft: the same record gives the same bytes, and a changed record a new version.</summary>
/// <param name="Version">Counts from 1 in its incident.</param>
/// <param name="AssembledAt">When it was assembled; UTC.</param>
/// <param name="Markdown">The whole text.</param>
public sealed record PostmortemDraft(int Version, DateTimeOffset AssembledAt, string Markdown);
