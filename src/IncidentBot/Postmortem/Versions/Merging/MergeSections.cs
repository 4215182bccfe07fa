namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>A merged draft.</summary>
/// <param name="Markdown">The text; where both changed the same lines, both stand there, marked.</param>
/// <param name="Conflicts">How many conflicts are marked in it.</param>
internal sealed record MergedDraft(string Markdown, int Conflicts);

/// <summary>
/// Merges a person's draft with another one that was made of the same text, section by section and line by line: what the person moved,
/// renamed, added or deleted stays so.
/// </summary>
internal static class MergeSections
{
    /// <summary>The merged draft.</summary>
    /// <param name="from">What both were made of.</param>
    /// <param name="theirs">The other draft, such as what the record says now.</param>
    /// <param name="yours">The person's draft.</param>
    /// <param name="names">Who wrote them.</param>
    public static MergedDraft Of(string from, string theirs, string yours, MergeNames names)
    {
        if (string.Equals(from, yours, StringComparison.Ordinal) || string.Equals(theirs, yours, StringComparison.Ordinal))
            return new MergedDraft(theirs, ConflictMarks.Count(theirs));
        if (string.Equals(from, theirs, StringComparison.Ordinal))
            return new MergedDraft(yours, ConflictMarks.Count(yours));

        var lines = new SharedLines();
        IReadOnlyList<DraftSection> Sections(string text) => DraftSections.Of(lines.Of(text));
        var merged = new Merging(Sections(from), Sections(theirs), Sections(yours), names).Run();
        var joined = DraftSections.Join(merged);
        if (!ConflictMarks.IsIn(joined))
            return new MergedDraft(joined, 0);

        var text = string.Join('\n', ConflictMarks.Numbered(DraftSections.Lines(joined)));
        return new MergedDraft(text, ConflictMarks.Count(text));
    }

    private sealed class Merging
    {
        private readonly IReadOnlyList<DraftSection> theirs, yours;
        private readonly Dictionary<SectionKey, DraftSection> fromByKey, theirsByKey;
        private readonly IReadOnlyDictionary<SectionKey, SectionKey> origins;
        private readonly MergeNames names;
        private readonly LinkedList<IReadOnlyList<string>> merged = new();
        private readonly Dictionary<SectionKey, LinkedListNode<IReadOnlyList<string>>> placed = [];

        public Merging(
            IReadOnlyList<DraftSection> from, IReadOnlyList<DraftSection> theirs, IReadOnlyList<DraftSection> yours, MergeNames names)
        {
            (this.yours, this.names) = (yours, names);
            this.theirs = UnderFormerKeys(from, theirs, yours);
            (fromByKey, theirsByKey) = (from.ToDictionary(one => one.Key), this.theirs.ToDictionary(one => one.Key));
            origins = SectionOrigins.Of(from, yours, key => theirsByKey.ContainsKey(key));
        }

        public IEnumerable<IReadOnlyList<string>> Run()
        {
            foreach (var section in yours)
                AddYours(section);

            LinkedListNode<IReadOnlyList<string>>? before = null;
            foreach (var section in theirs)
            {
                if (placed.TryGetValue(section.Key, out var node))
                    before = node;
                else if (Missing(section) is { } lines)
                    before = before is null ? merged.AddFirst(lines) : merged.AddAfter(before, lines);
            }

            return merged;
        }

        // The other one may have renamed a section, such as by another template. Where the person has it under its former title, it is the
        // same section; where they renamed or deleted it as well, what the other one has is a new one, so that nothing is lost.
        private static List<DraftSection> UnderFormerKeys(
            IReadOnlyList<DraftSection> from, IReadOnlyList<DraftSection> theirs, IReadOnlyList<DraftSection> yours)
        {
            var mine = yours.Select(one => one.Key).ToHashSet();
            var renamed = SectionOrigins.Of(from, theirs, mine.Contains).Where(one => mine.Contains(one.Value)).ToDictionary();
            return [.. theirs.Select(one => one with { Key = renamed.GetValueOrDefault(one.Key, one.Key) })];
        }

        private void AddYours(DraftSection section)
        {
            var key = origins.GetValueOrDefault(section.Key, section.Key);
            var former = fromByKey.GetValueOrDefault(key);
            var other = theirsByKey.GetValueOrDefault(key);

            // The other one dropped a section that the person left as it was.
            if (other is null && former is not null && IsSame(former, section))
                return;

            var lines = other is null ? section.Lines : Merged(former?.Lines ?? [other.Lines[0]], other.Lines, section.Lines);
            placed.TryAdd(key, merged.AddLast(lines));
        }

        // A section that the person does not have: it is new, or it was deleted, which holds as long as nobody changes it.
        private IReadOnlyList<string>? Missing(DraftSection section)
        {
            if (!fromByKey.TryGetValue(section.Key, out var former))
                return section.Lines;

            return IsSame(former, section)
                ? null
                : ConflictMarks.Write(
                    [new MergedPart([section.Lines[0]]), new MergedPart([], [.. section.Lines.Skip(1)])], names);
        }

        private IReadOnlyList<string> Merged(IReadOnlyList<string> from, IReadOnlyList<string> other, IReadOnlyList<string> mine) =>
            ConflictMarks.Write(MergeLines.Of(from, other, mine), names);

        private static bool IsSame(DraftSection one, DraftSection other) => one.Lines.SequenceEqual(other.Lines, StringComparer.Ordinal);
    }
}
