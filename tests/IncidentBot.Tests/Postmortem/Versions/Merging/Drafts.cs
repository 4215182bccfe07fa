using FsCheck;
using FsCheck.Fluent;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Tests.Postmortem.Versions.Merging;

/// <summary>A text, and two others that were made of it.</summary>
public sealed record Edited(string From, string Theirs, string Yours);

/// <summary>Makes drafts, and edits of them as people and the record make them.</summary>
public static class Drafts
{
    private static readonly Gen<string> Lines = Gen.OneOf(
        Gen.Elements("", "", "- a line of the record", "| a | b |", "```", "### 2026-03-02", "> quoted", "_Why?_", "## Impact", "## Lessons"),
        Gen.Choose(0, 60).Select(number => $"- line {number}"));

    internal static readonly MergeNames Names = new("Ada", MergeNames.Record);

    public static Arbitrary<Edited> Any { get; } = Arb.From(
        from lines in Gen.ArrayOf(Lines)
        from theirs in Changed(lines, "record")
        from yours in Changed(lines, "Ada")
        select new Edited(Text(lines), Text(theirs), Text(yours)));

    public static string Of(params string[] lines) => Text(lines);

    private static Gen<string[]> Changed(string[] lines, string by) =>
        from edits in Gen.ArrayOf(from kind in Gen.Choose(0, 3) from at in Gen.Choose(0, 1_000) from word in Gen.Choose(0, 5) select (kind, at, word))
        select edits.Take(6).Aggregate(lines.ToList(), (all, edit) => Edit(all, edit.kind, edit.at, $"- {by} says {edit.word}")).ToArray();

    private static List<string> Edit(List<string> lines, int kind, int at, string words)
    {
        var place = lines.Count == 0 ? 0 : at % lines.Count;
        if (kind == 0 || lines.Count == 0)
            lines.Insert(place, words);
        else if (kind == 1)
            lines[place] = words;
        else if (kind == 2)
            lines.RemoveAt(place);
        else
            lines.Insert(place, at % 2 == 0 ? "## What Ada adds" : "## Impact");
        return lines;
    }

    private static string Text(IEnumerable<string> lines) => DraftSections.Normal(string.Join('\n', lines));
}
