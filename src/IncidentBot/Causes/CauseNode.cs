using IncidentBot.Timeline;

namespace IncidentBot.Causes;

/// <summary>What speaks for a cause, as it can be looked up.</summary>
/// <param name="Entry">The number of the entry; null: it is a page.</param>
/// <param name="File">The file's name; null: it is no file, or the file was removed.</param>
/// <param name="Sha256">The SHA-256 of the file's content; null: it is no file, or it is not kept.</param>
/// <param name="Label">What people read, such as <c>entry 12</c>.</param>
/// <param name="Address">Where it is seen; null: nowhere, or not any more.</param>
public sealed record CauseReference(int? Entry, string? File, string? Sha256, string Label, Uri? Address);

/// <summary>A why or factor for whoever reads the record: where it stands, what it says and what speaks for it.</summary>
/// <param name="Cause">The why or factor.</param>
/// <param name="Label">What people call it by, such as <c>1.2</c>.</param>
/// <param name="Under">The label of the why or factor above it; null: it begins a chain.</param>
/// <param name="Evidence">What speaks for it.</param>
public sealed record CauseNode(Cause Cause, string Label, string? Under, IReadOnlyList<CauseReference> Evidence)
{
    /// <summary>How far down its chain it stands; the first is at 1.</summary>
    public int Depth => Label.Count(letter => letter == '.') + 1;

    /// <summary>The whys, each followed by those under it, then the factors in the same way.</summary>
    /// <param name="tree">The whys and factors.</param>
    /// <param name="entries">The incident's timeline.</param>
    public static IReadOnlyList<CauseNode> Of(CauseTree tree, IReadOnlyList<TimelineEntry> entries) =>
    [
        .. tree.Standing.Select(
            cause => new CauseNode(
                cause, tree.LabelOf(cause), cause.Under is { } under && tree.Find(under) is { } above ? tree.LabelOf(above) : null,
                [.. cause.Evidence.Select(evidence => Of(evidence, entries))])),
    ];

    private static CauseReference Of(CauseEvidence evidence, IReadOnlyList<TimelineEntry> entries)
    {
        var (label, address) = CauseEvidenceRules.Show(evidence, entries);
        var file = CauseEvidenceRules.FileOf(evidence, entries);
        return new CauseReference(evidence.Entry, file?.Name, file?.Sha256, label, address);
    }
}
