using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>Builds the blocks of one card, as often as it takes to make them fit; each text is taken apart once.</summary>
internal sealed class BlockBuilder(Card card)
{
    private readonly Dictionary<object, Mrkdwn> texts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The blocks, with no paragraph, field or small print longer than so many characters.</summary>
    public List<SlackBlock> Build(int longestText)
    {
        var buttons = new SlackButtons(card);
        return [.. card.Parts.SelectMany(part => Render(part, longestText, buttons))];
    }

    private IEnumerable<SlackBlock> Render(CardPart part, int longestText, SlackButtons buttons) => part switch
    {
        Heading heading when !string.IsNullOrWhiteSpace(heading.Text) =>
            [new HeaderBlock(new PlainTextObject(Cut.Visibly(heading.Text.ReplaceLineEndings(" "), BlockLimits.Header)))],
        Paragraph paragraph => Sections(paragraph, longestText, buttons),
        Fields fields => fields.Items.Chunk(BlockLimits.FieldsPerSection)
            .Select(chunk => new SectionBlock(null, [.. chunk.Select(field => RenderField(field, longestText))])),
        SmallPrint small when !string.IsNullOrWhiteSpace(small.Text.ToPlainText()) =>
            [new ContextBlock([new MrkdwnObject(Text(small, small.Text).Fit(Math.Min(longestText, BlockLimits.Context)))])],
        Buttons row => row.Items.Chunk(BlockLimits.ActionElements).Select(chunk => new ActionsBlock([.. chunk.Select(buttons.Render)])),
        Chart chart => SlackCharts.Render(chart, longestText),
        Checks checks => [SlackBoxes.Render(checks)],
        Rule => [new DividerBlock()],
        _ => [],
    };

    private IEnumerable<SlackBlock> Sections(Paragraph paragraph, int longestText, SlackButtons buttons)
    {
        BlockElement? button = paragraph switch
        {
            { Beside: { } beside } => buttons.Render(beside),
            { Menu: { } menu } => buttons.Render(menu),
            _ => null,
        };
        var pieces = Text(paragraph, paragraph.Text).Split(BlockLimits.Section, longestText);
        if (pieces.Count == 0) return button is null ? [] : [new ActionsBlock([button])];
        return pieces.Select((piece, i) => new SectionBlock(new MrkdwnObject(piece), Accessory: i == 0 ? button : null));
    }

    private TextObject RenderField(Field field, int longestText)
    {
        var value = string.IsNullOrWhiteSpace(field.Value.ToPlainText()) ? RichText.Of("–") : field.Value;
        var both = new RichText([new BoldSpan(field.Label), new PlainSpan("\n"), .. value.Spans]);
        return new MrkdwnObject(Text(field, both).Fit(Math.Min(longestText, BlockLimits.Field)));
    }

    private Mrkdwn Text(object owner, RichText text)
    {
        if (!texts.TryGetValue(owner, out var known)) texts[owner] = known = new Mrkdwn(text);
        return known;
    }
}
