using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>A block of Block Kit (https://docs.slack.dev/reference/block-kit/blocks).</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(HeaderBlock), "header")]
[JsonDerivedType(typeof(SectionBlock), "section")]
[JsonDerivedType(typeof(ContextBlock), "context")]
[JsonDerivedType(typeof(ActionsBlock), "actions")]
[JsonDerivedType(typeof(DividerBlock), "divider")]
[JsonDerivedType(typeof(InputBlock), "input")]
[JsonDerivedType(typeof(ChartBlock), ChartBlock.Name)]
internal abstract record SlackBlock;

/// <summary>A headline.</summary>
internal sealed record HeaderBlock(TextObject Text) : SlackBlock;

/// <summary>A paragraph, or facts side by side, with at most one button.</summary>
internal sealed record SectionBlock(
    TextObject? Text, IReadOnlyList<TextObject>? Fields = null, BlockElement? Accessory = null) : SlackBlock;

/// <summary>Small print.</summary>
internal sealed record ContextBlock(IReadOnlyList<TextObject> Elements) : SlackBlock;

/// <summary>A row of buttons, or boxes one below the other.</summary>
internal sealed record ActionsBlock(IReadOnlyList<BlockElement> Elements, string? BlockId = null) : SlackBlock;

/// <summary>A line.</summary>
internal sealed record DividerBlock : SlackBlock;

/// <summary>A question of a modal.</summary>
internal sealed record InputBlock(string BlockId, TextObject Label, BlockElement Element, TextObject? Hint, bool Optional) : SlackBlock;

/// <summary>A text of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainTextObject), "plain_text")]
[JsonDerivedType(typeof(MrkdwnObject), "mrkdwn")]
internal abstract record TextObject
{
    /// <summary>What it says.</summary>
    public abstract string Text { get; init; }
}

/// <summary>Text without mark-up.</summary>
internal sealed record PlainTextObject(string Text) : TextObject
{
    /// <inheritdoc/>
    public override string Text { get; init; } = Text;

    /// <summary>Whether <c>:fire:</c> is shown as the emoji.</summary>
    public bool Emoji { get; init; } = true;
}

/// <summary>Text with mark-up; verbatim, so that Slack finds no mention in what a person wrote.</summary>
internal sealed record MrkdwnObject(string Text) : TextObject
{
    /// <inheritdoc/>
    public override string Text { get; init; } = Text;

    /// <summary>Whether Slack leaves alone what looks like a link or a mention.</summary>
    public bool Verbatim { get; init; } = true;
}

/// <summary>Something to press or to fill in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ButtonElement), "button")]
[JsonDerivedType(typeof(OverflowElement), "overflow")]
[JsonDerivedType(typeof(CheckboxesElement), "checkboxes")]
[JsonDerivedType(typeof(TextInputElement), "plain_text_input")]
[JsonDerivedType(typeof(SelectElement), "static_select")]
[JsonDerivedType(typeof(PersonSelectElement), "users_select")]
internal abstract record BlockElement;

/// <summary>A button.</summary>
internal sealed record ButtonElement(
    string ActionId, TextObject Text, string? Value, string? Style, ConfirmObject? Confirm,
    string? AccessibilityLabel = null) : BlockElement;

/// <summary>A folded menu.</summary>
internal sealed record OverflowElement(string ActionId, IReadOnlyList<OptionObject> Options) : BlockElement;

/// <summary>Boxes; the initial ones are the very options, and left out where none is ticked.</summary>
internal sealed record CheckboxesElement(
    string ActionId, IReadOnlyList<OptionObject> Options, IReadOnlyList<OptionObject>? InitialOptions) : BlockElement
{
    /// <summary>Boxes of which some are ticked.</summary>
    public static CheckboxesElement Of(string actionId, IReadOnlyList<OptionObject> options, Func<OptionObject, int, bool> isTicked) =>
        new(actionId, options, options.Where(isTicked).ToArray() is { Length: > 0 } ticked ? ticked : null);
}

/// <summary>The question before a press counts.</summary>
internal sealed record ConfirmObject(TextObject Title, TextObject Text, TextObject Confirm, TextObject Deny);

/// <summary>A field for words.</summary>
internal sealed record TextInputElement(string ActionId, bool Multiline, int MaxLength, string? InitialValue) : BlockElement;

/// <summary>A list to pick one of.</summary>
internal sealed record SelectElement(string ActionId, IReadOnlyList<OptionObject> Options, OptionObject? InitialOption) : BlockElement;

/// <summary>A list of the workspace's people to pick one of.</summary>
internal sealed record PersonSelectElement(string ActionId, string? InitialUser = null) : BlockElement;

/// <summary>One choice of a list.</summary>
internal sealed record OptionObject(TextObject Text, string Value, TextObject? Description = null);

/// <summary>A modal (https://docs.slack.dev/reference/views/modal-views).</summary>
internal sealed record SlackView(
    string CallbackId, TextObject Title, TextObject? Submit, TextObject Close, string PrivateMetadata, IReadOnlyList<SlackBlock> Blocks)
{
    /// <summary>What kind of view.</summary>
    public string Type { get; init; } = "modal";
}

/// <summary>A person's page of the bot (https://docs.slack.dev/reference/views/home-tab-views).</summary>
internal sealed record SlackHome(IReadOnlyList<SlackBlock> Blocks)
{
    /// <summary>What kind of view.</summary>
    public string Type { get; init; } = "home";
}

/// <summary>A message that is not posted: Slack is only asked whether it would take it.</summary>
internal sealed record CheckedMessage(string Text, IReadOnlyList<SlackBlock> Blocks);

/// <summary>What a modal carries besides the form's own context: where it was opened, and the sealed way back.</summary>
internal sealed record ViewOrigin(string? Channel, string? Thread, string? Handle, string? Context)
{
    /// <summary>Whether it was opened on the bot's own page. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Home { get; init; }
}
