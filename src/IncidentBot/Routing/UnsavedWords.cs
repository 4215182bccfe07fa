using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Routing;

/// <summary>
/// Gives people their words back with the answer that nothing came of them: the form is closed by then, and a typed command stands nowhere.
/// </summary>
internal static class UnsavedWords
{
    private const string Head = "What you wrote:";

    /// <summary>
    /// Adds the words to the answer, where something was refused and nothing is put on record; the answer may have them already.
    /// </summary>
    public static void GiveBack(IReadOnlyList<string> words, ChatPlatforms platforms, Work work)
    {
        if (work.Batch.Changes.Count > 0 || words.Count == 0)
            return;

        var longest = platforms.Of(work.Platform).Limits.Paragraph;
        work.RewordAnswer(card => With(card, longest, [.. words.Where(one => !card.Text.Contains(one, StringComparison.Ordinal))]));
    }

    private static Card With(Card card, int longest, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return card;

        var parts = words.SelectMany(one => one.Chunk(longest)).Select(part => new Paragraph(new string(part)));
        return new Card(
            $"{card.Text} {Head} {string.Join(" / ", words)}",
            [.. card.Parts.Count == 0 ? [new Paragraph(card.Text)] : card.Parts, new SmallPrint(Head), .. parts]);
    }
}
