using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>Renders forms as modals. A field's name is its block_id and its action_id.</summary>
internal static class SlackViews
{
    /// <summary>The callback_id of views that cannot be submitted.</summary>
    public const string WaitingId = "waiting";

    /// <summary>The text of a view that could not be filled.</summary>
    public const string NotRead =
        "I couldn't load this: my database or Slack isn't answering. Nothing was changed. "
            + "Close this and try again in a minute; if it keeps happening, tell an admin.";

    private const string Wait =
        "One moment. If nothing else appears here within half a minute, close this and try again; nothing will have changed.";

    /// <summary>Renders the loading view.</summary>
    public static SlackView Waiting(string title) => Notice(title, Card.Of(Wait));

    /// <summary>Renders a view that can only be read and closed.</summary>
    public static SlackView Notice(string title, Card card)
    {
        var blocks = SlackBlocks.Render(card).Blocks;
        if (blocks.Count == 0) blocks = SlackBlocks.Render(card with { Parts = [new Paragraph(card.Text)] }).Blocks;
        return new SlackView(
            WaitingId, Words(title, WaitingId, BlockLimits.ModalTitle), Submit: null, new PlainTextObject("Close"), string.Empty, blocks);
    }

    /// <summary>Renders a form that was asked for in this place.</summary>
    /// <exception cref="ArgumentException">The form's context does not fit into private_metadata, and cannot be shortened.</exception>
    public static SlackView Render(Form form, ViewOrigin origin)
    {
        var metadata = JsonSerializer.Serialize(origin with { Context = form.Context }, SlackJson.Wire.ViewOrigin);
        if (metadata.Length > BlockLimits.PrivateMetadata)
            metadata = JsonSerializer.Serialize(origin with { Context = form.Context, Handle = null }, SlackJson.Wire.ViewOrigin);
        if (metadata.Length > BlockLimits.PrivateMetadata)
            throw new ArgumentException($"The context of form {form.Id} is too long.", nameof(form));

        return new SlackView(
            form.Id,
            Words(form.Title, form.Id, BlockLimits.ModalTitle),
            Words(form.Submit, "Send", BlockLimits.ModalTitle),
            new PlainTextObject("Cancel"),
            metadata,
            [.. Intro(form).Concat(form.Fields.Where(CanBeAsked).Select(Render)).Take(BlockLimits.BlocksPerModal)]);
    }

    /// <summary>What a modal carried; a modal that is not of this making keeps its metadata as its context.</summary>
    public static ViewOrigin ReadOrigin(string? metadata)
    {
        try
        {
            return string.IsNullOrEmpty(metadata)
                ? new ViewOrigin(null, null, null, null)
                : JsonSerializer.Deserialize(metadata, SlackJson.Wire.ViewOrigin) ?? new ViewOrigin(null, null, null, metadata);
        }
        catch (JsonException)
        {
            return new ViewOrigin(null, null, null, metadata);
        }
    }

    private static IReadOnlyList<SlackBlock> Intro(Form form) => form.Intro is { } intro ? SlackBlocks.Render(Card.Of(intro)).Blocks : [];

    // Slack refuses a list without options, and nobody could answer it.
    private static bool CanBeAsked(FormField field) => field is not (ChoiceField { Choices.Count: 0 } or ChecksField { Choices.Count: 0 });

    private static SlackBlock Render(FormField field)
    {
        var hint = Hint(field);
        return new InputBlock(
            field.Name,
            Words(field.Label, field.Name, BlockLimits.InputLabel),
            Element(field),
            hint is null ? null : new PlainTextObject(Cut.Visibly(hint, BlockLimits.InputHint)),
            field.Optional);
    }

    private static string? Hint(FormField field)
    {
        if (field is not ChoiceField { Choices.Count: > BlockLimits.Options } choice) return string.IsNullOrWhiteSpace(field.Hint)
            ? null
            : field.Hint;
        return $"{field.Hint} … shortened: the first {BlockLimits.Options} of {choice.Choices.Count} are shown.".TrimStart();
    }

    private static BlockElement Element(FormField field) => field switch
    {
        ChoiceField choice => Select(choice),
        ChecksField checks => Checks(checks),
        PersonField person => new PersonSelectElement(person.Name, person.Initial?.Value),
        TextField text => Input(text),
        _ => throw new ArgumentException($"Slack has no input for {field.GetType().Name}.", nameof(field)),
    };

    private static TextInputElement Input(TextField field)
    {
        var length = Math.Clamp(field.MaxLength ?? BlockLimits.InputLength, 1, BlockLimits.InputLength);
        return new TextInputElement(
            field.Name, field.Multiline, length, string.IsNullOrEmpty(field.Initial) ? null : Cut.Visibly(field.Initial, length));
    }

    private static SelectElement Select(ChoiceField field)
    {
        OptionObject[] options = [.. field.Choices.Take(BlockLimits.Options).Select(Option)];
        return new SelectElement(field.Name, options, options.FirstOrDefault(option => option.Value == field.Initial));
    }

    private static CheckboxesElement Checks(ChecksField field)
    {
        OptionObject[] options = [.. field.Choices.Take(BlockLimits.Checkboxes).Select(Option)];
        return CheckboxesElement.Of(
            field.Name, options, (option, _) => field.Initial?.Contains(option.Value, StringComparer.Ordinal) == true);
    }

    private static OptionObject Option(Choice choice) => choice.Value.Length <= BlockLimits.OptionValue
        ? new OptionObject(Words(choice.Label, choice.Value, BlockLimits.OptionText), choice.Value)
        : throw new ArgumentException($"A choice's value is longer than {BlockLimits.OptionValue} characters.", nameof(choice));

    // Slack refuses an empty text.
    private static PlainTextObject Words(string words, string otherwise, int max) =>
        new(Cut.Visibly(string.IsNullOrWhiteSpace(Cut.Clean(words)) ? otherwise : words, max));
}
