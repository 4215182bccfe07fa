using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// Renders boxes as a group of checkboxes (https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element). Slack's clients
/// show <c>initial_options</c> only once for each block_id and go on showing what the person ticked, so what the boxes carry, which is
/// another for each state of them, is their block_id.
/// </summary>
internal static class SlackBoxes
{
    private const char Between = ':';

    /// <summary>Renders the boxes.</summary>
    /// <exception cref="ArgumentException">There are none or too many, or their ids are too long and cannot be shortened.</exception>
    public static ActionsBlock Render(Checks checks)
    {
        if (checks.Boxes.Count is 0 or > BlockLimits.Checkboxes)
            throw new ArgumentException($"A group has one to {BlockLimits.Checkboxes} boxes.", nameof(checks));
        var block = $"{checks.Action}{Between}{checks.Value}";
        if (block.Length > BlockLimits.BlockId) throw new ArgumentException("What the boxes carry is too long.", nameof(checks));

        OptionObject[] options = [.. checks.Boxes.Select(Option)];
        return new ActionsBlock([CheckboxesElement.Of(checks.Action, options, (_, place) => checks.Boxes[place].IsTicked)], block);
    }

    /// <summary>What was ticked or unticked; null: it is none of the bot's own boxes.</summary>
    public static PickedBoxes? Picked(BlockAction boxes) =>
        boxes.BlockId?.Split(Between, 2) is [{ Length: > 0 } action, var value]
            ? new PickedBoxes(action, value, [.. (boxes.SelectedOptions ?? []).Select(option => option?.Value).OfType<string>()])
            : null;

    private static OptionObject Option(Box box)
    {
        if (box.Key.Length is 0 or > BlockLimits.OptionValue)
            throw new ArgumentException($"The key of a box has one to {BlockLimits.OptionValue} characters.", nameof(box));
        var text = Cut.Visibly(box.Text.ReplaceLineEndings(" "), BlockLimits.OptionText);
        return new OptionObject(new PlainTextObject(string.IsNullOrWhiteSpace(text) ? box.Key : text), box.Key, Note(box.Note));
    }

    // A name or time that does not fit as Slack's own is said in words.
    private static TextObject? Note(RichText? note)
    {
        if (note is null || string.IsNullOrWhiteSpace(note.ToPlainText())) return null;
        var shown = new Mrkdwn(note, isBrief: true);
        return shown.Length <= BlockLimits.OptionDescription
            ? new MrkdwnObject(shown.Fit(BlockLimits.OptionDescription))
            : new PlainTextObject(Cut.Visibly(note.ToPlainText().ReplaceLineEndings(" "), BlockLimits.OptionDescription));
    }
}

/// <summary>Boxes of which one was clicked.</summary>
/// <param name="Action">The bot's own action.</param>
/// <param name="Value">What they carry.</param>
/// <param name="Ticked">The keys of all that this person sees ticked now.</param>
internal sealed record PickedBoxes(string Action, string Value, IReadOnlyList<string> Ticked);
