using System.Text;
using IncidentBot.Causes;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The whys that people gave, as a tree with the evidence of each; until then, the questions.</summary>
internal static class FiveWhysSection
{
    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        text.Heading(2, "5 whys");
        var whys = record.Causes.Where(node => node.Cause.Kind == CauseKind.Why).ToList();
        if (whys.Count > 0)
            text.List(Chains(whys));
        else
            text.Numbered(
            [
                "Why did users notice? _Answer and evidence._",
                "Why did that happen? _Answer and evidence._",
                "Why was that possible? _Answer and evidence._",
                "Why did nothing stop it? _Answer and evidence._",
                "Why is that safeguard missing? _Answer and evidence. Go on, or branch, until the answer is a safeguard._",
            ]);
    }

    /// <summary>A why or factor on one line, with what speaks for it.</summary>
    public static string Line(CauseNode node)
    {
        var category = node.Cause.Category is { } known ? $" ({Words.Of(known)})" : string.Empty;
        var evidence = node.Evidence.Count == 0
            ? "_no evidence yet_"
            : string.Join(", ", node.Evidence.Select(one => MarkdownWords.Link(one.Address, one.Label)));
        return $"{MarkdownWords.OneLine(node.Cause.Text)}{category}: {evidence}";
    }

    private static List<string> Chains(IReadOnlyList<CauseNode> whys)
    {
        var chains = new List<StringBuilder>();
        foreach (var node in whys)
        {
            if (node.Depth == 1 || chains.Count == 0)
                chains.Add(new StringBuilder());
            else
                chains[^1].Append('\n').Append(' ', 2 * (node.Depth - 1)).Append("- ");
            chains[^1].Append("**").Append(node.Label).Append("** ").Append(Line(node));
        }

        return [.. chains.Select(chain => chain.ToString())];
    }
}
