using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// Renders the buttons of one message. Slack wants each action_id once in a message, so an action that stands several times
/// is numbered, <c>tick_step#3</c>; the number is taken off when the press comes back.
/// </summary>
internal sealed class SlackButtons
{
    private const char NumberSign = '#';
    private const string MenuAction = "menu";
    private readonly HashSet<string> repeated;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private int menus;

    /// <summary>For the buttons of this card.</summary>
    public SlackButtons(Card card) =>
        repeated = card.Parts.SelectMany(ButtonsOf).GroupBy(button => button.Action, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>A menu choice as the press of a button; null if it is none of the bot's.</summary>
    public static BlockAction? Picked(BlockAction menu) =>
        menu.SelectedOption?.Value?.Split(' ', 2) is [{ Length: > 0 } action, var value]
            ? menu with { Type = "button", ActionId = action, Value = value }
            : null;

    /// <summary>The action that an action_id stands for.</summary>
    public static string Action(string actionId)
    {
        var sign = actionId.LastIndexOf(NumberSign);
        return sign > 0 && sign < actionId.Length - 1 && actionId.AsSpan(sign + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? actionId[..sign]
            : actionId;
    }

    /// <summary>Renders the next button of the card.</summary>
    /// <exception cref="ArgumentException">Its value or its action is too long, and cannot be shortened.</exception>
    public ButtonElement Render(Button button)
    {
        if (button.Value.Length > BlockLimits.ButtonValue)
        {
            throw new ArgumentException(
                $"The value of button {button.Action} is longer than {BlockLimits.ButtonValue} characters.", nameof(button));
        }
        if (button.Action.Length > BlockLimits.ActionId - 10) throw new ArgumentException("A button's action is too long.", nameof(button));

        var label = Label(button, BlockLimits.ButtonText);
        return new ButtonElement(
            NextId(button.Action), new PlainTextObject(label), button.Value.Length == 0 ? null : button.Value, Style(button.Style),
            Confirm(button), Spoken(button));
    }

    /// <summary>Renders the next menu of the card; each option carries the action and the value of its button.</summary>
    /// <exception cref="ArgumentException">It has more than five items, or one of them is too long, and cannot be shortened.</exception>
    public OverflowElement Render(Menu menu)
    {
        if (menu.Items.Count is 0 or > BlockLimits.OverflowOptions)
            throw new ArgumentException($"A menu has one to {BlockLimits.OverflowOptions} items.", nameof(menu));
        menus++;
        return new OverflowElement(
            string.Create(CultureInfo.InvariantCulture, $"{MenuAction}{NumberSign}{menus}"), [.. menu.Items.Select(Option)]);
    }

    private static OptionObject Option(Button item)
    {
        var value = $"{item.Action} {item.Value}";
        return value.Length <= BlockLimits.OptionValue
            ? new OptionObject(new PlainTextObject(Label(item, BlockLimits.OptionText)), value)
            : throw new ArgumentException(
                $"The value of menu item {item.Action} is longer than {BlockLimits.OptionValue} characters.", nameof(item));
    }

    private static IEnumerable<Button> ButtonsOf(CardPart part) => part switch
    {
        Buttons row => row.Items,
        Paragraph { Beside: { } beside } => [beside],
        _ => [],
    };

    private string NextId(string action)
    {
        if (!repeated.Contains(action)) return action;
        var number = seen[action] = seen.GetValueOrDefault(action) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{action}{NumberSign}{number}");
    }

    private static string Label(Button button, int max)
    {
        var label = Cut.Visibly(button.Label.ReplaceLineEndings(" "), max);
        return string.IsNullOrWhiteSpace(label) ? Cut.Visibly(button.Action, max) : label;
    }

    private static string? Spoken(Button button) =>
        string.IsNullOrWhiteSpace(button.Spoken) ? null : Cut.Visibly(button.Spoken.ReplaceLineEndings(" "), BlockLimits.ButtonSpoken);

    private static string? Style(ButtonStyle style) => style switch
    {
        ButtonStyle.Primary => "primary",
        ButtonStyle.Danger => "danger",
        _ => null,
    };

    private static ConfirmObject? Confirm(Button button) => string.IsNullOrWhiteSpace(button.Confirm)
        ? null
        : new ConfirmObject(
            new PlainTextObject("Are you sure?"),
            new PlainTextObject(Cut.Visibly(button.Confirm, BlockLimits.ConfirmText)),
            new PlainTextObject(Label(button, BlockLimits.ConfirmButton)),
            new PlainTextObject("Cancel"));
}
