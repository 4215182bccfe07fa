namespace IncidentBot.Postmortem.Facts;

/// <summary>Where a fact can be checked.</summary>
/// <param name="Label">What the reader is led to: <c>message</c>, <c>entry 5</c>, <c>deploy</c>, <c>milestones</c>.</param>
/// <param name="Address">The address of the web; null: it stands in this document.</param>
/// <param name="Anchor">The section of this document that has it, such as <c>impact</c>; null: its label says enough.</param>
internal sealed record Evidence(string Label, Uri? Address = null, string? Anchor = null)
{
    /// <summary>The record of the incident itself, where no message tells of it.</summary>
    public static Evidence Record { get; } = new("on record");

    /// <summary>A section of the same document.</summary>
    /// <param name="anchor">The section's anchor.</param>
    /// <param name="label">What the reader is led to; null: the anchor says it.</param>
    public static Evidence Section(string anchor, string? label = null) => new(label ?? anchor, Anchor: anchor);
}
