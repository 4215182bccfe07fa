using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>A card as Slack takes it: the text for notifications and screen readers, and the blocks.</summary>
/// <param name="Text">Escaped; never empty.</param>
/// <param name="Blocks">Empty: only the text is shown.</param>
internal sealed record SlackMessage(string Text, IReadOnlyList<SlackBlock> Blocks);

/// <summary>Renders cards within every limit of Block Kit; what is too long is shortened visibly, never refused.</summary>
internal static class SlackBlocks
{
    // Below this a paragraph says nothing any more; then whole parts are left out instead.
    private const int ShortestText = 120;

    /// <summary>Renders a card for somebody who wrote by mentioning the bot, or by a slash command.</summary>
    /// <exception cref="ArgumentException">A button's value is longer than 2,000 characters, which cannot be shortened.</exception>
    public static SlackMessage Render(Card card, bool mentioned) => Render(mentioned ? AsMentions(card) : card);

    /// <summary>Renders a card.</summary>
    /// <exception cref="ArgumentException">A button's value is longer than 2,000 characters, which cannot be shortened.</exception>
    public static SlackMessage Render(Card card) =>
        new(Cut.Escaped(WordsOf(card), BlockLimits.MessageText, Mrkdwn.Shortened), Fit(card));

    /// <summary>Renders a card that takes the place of another; its text has less room.</summary>
    /// <exception cref="ArgumentException">A button's value is longer than 2,000 characters, which cannot be shortened.</exception>
    public static SlackMessage RenderUpdate(Card card) =>
        new(Cut.EscapedInBytes(WordsOf(card), BlockLimits.UpdateTextBytes, Mrkdwn.Shortened), Fit(card));

    /// <summary>The characters that the blocks count for.</summary>
    public static int Size(IReadOnlyList<SlackBlock> blocks)
    {
        var json = JsonSerializer.Serialize(blocks, SlackJson.Wire.IReadOnlyListSlackBlock);
        // An emoji is two characters to Slack, and twelve in JSON.
        return json.Length - (5 * CountEscapes(json));
    }

    // Slash commands do not run in threads, so whoever mentions the bot is shown what to type after the mention.
    private static Card AsMentions(Card card)
    {
        var shown = card with { Parts = [.. card.Parts.Select(AsMentions)] };
        return string.Equals(card.Text, PlainWords(card), StringComparison.Ordinal) ? shown with { Text = PlainWords(shown) } : shown;
    }

    private static CardPart AsMentions(CardPart part) => part switch
    {
        Paragraph paragraph => paragraph with { Text = AsMentions(paragraph.Text) },
        SmallPrint small => small with { Text = AsMentions(small.Text) },
        Fields fields => fields with { Items = [.. fields.Items.Select(field => field with { Value = AsMentions(field.Value) })] },
        _ => part,
    };

    private static RichText AsMentions(RichText text) =>
        new([.. text.Spans.Select(span => span is CommandSpan command ? command with { ByMention = true } : span)]);

    private static string WordsOf(Card card) => MarkBreaks.Into(string.IsNullOrWhiteSpace(card.Text) ? PlainWords(card) : card.Text);

    private static string PlainWords(Card card)
    {
        var words = string.Join(' ', card.Parts.Select(PlainWords).Where(part => part.Length > 0));
        return words.Length == 0 ? "…" : words;
    }

    private static string PlainWords(CardPart part) => part switch
    {
        Heading heading => heading.Text,
        Paragraph paragraph => paragraph.Text.ToPlainText(),
        SmallPrint small => small.Text.ToPlainText(),
        Chart chart => chart.Alt,
        Checks checks => string.Join(", ", checks.Boxes.Select(box => $"{(box.IsTicked ? "☑" : "☐")} {box.Text}")),
        Fields fields => string.Join(", ", fields.Items.Select(field => $"{field.Label}: {field.Value.ToPlainText()}")),
        _ => string.Empty,
    };

    // The texts share what room there is: the largest length for each that fits is found by halving.
    private static IReadOnlyList<SlackBlock> Fit(Card card)
    {
        var builder = new BlockBuilder(SlackCharts.Without(card, BlockLimits.ChartsPerMessage, picturesFollow: false));
        var whole = builder.Build(BlockLimits.MessageBlocks);
        if (Fits(whole)) return whole;

        var (low, high) = (ShortestText, BlockLimits.MessageBlocks);
        while (high - low > 20)
        {
            var middle = (low + high) / 2;
            if (Fits(builder.Build(middle)))
                low = middle;
            else
                high = middle;
        }

        var best = builder.Build(low);
        return Fits(best) ? best : WithoutTail(best);
    }

    private static bool Fits(IReadOnlyList<SlackBlock> blocks) =>
        blocks.Count <= BlockLimits.BlocksPerMessage && Size(blocks) <= BlockLimits.MessageBlocks;

    private static List<SlackBlock> WithoutTail(IReadOnlyList<SlackBlock> blocks)
    {
        for (var kept = Math.Min(blocks.Count, BlockLimits.BlocksPerMessage) - 1; ; kept--)
        {
            var note = string.Create(
                CultureInfo.InvariantCulture, $"… shortened: {blocks.Count - kept} more parts do not fit into one message");
            List<SlackBlock> shorter = [.. blocks.Take(kept), new ContextBlock([new MrkdwnObject(note)])];
            if (kept == 0 || Fits(shorter)) return shorter;
        }
    }

    private static int CountEscapes(string json)
    {
        var count = 0;
        for (var i = json.IndexOf("\\u", StringComparison.Ordinal); i >= 0; i = json.IndexOf("\\u", i + 2, StringComparison.Ordinal))
            count++;
        return count;
    }
}
