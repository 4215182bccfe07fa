using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Postmortem.Versions.Review;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Says before a review and before publishing how many sentences blame people; people can accept them.</summary>
internal static class BlameGate
{
    /// <summary>The check's name.</summary>
    public const string Name = "blame";

    /// <summary>The check; what people left as it is doesn't count.</summary>
    public static DraftGate Of(LeftSentenceStore left) => new(
        async (draft, stop) =>
            Gaps(BlameInDraft.Of(draft, await left.ListAsync(draft.Record.Incident.Workspace, draft.Record.Incident.Id, stop))));

    /// <summary>What is said of the sentences; empty: there are none.</summary>
    public static IReadOnlyList<DraftGap> Gaps(IReadOnlyList<BlamingSentence> sentences) =>
        sentences.DistinctBy(one => one.Words).Count() switch
        {
            0 => [],
            var count =>
            [
                new DraftGap(Name, RichText.Of($"{Counted(count)}. To see why, type {CommandGrammar.Typed("postmortem check")}.")),
            ],
        };

    /// <summary>How many sentences blame somebody.</summary>
    public static string Counted(int count) => count == 1
        ? "1 sentence blames somebody"
        : string.Create(CultureInfo.InvariantCulture, $"{count} sentences blame somebody");
}
