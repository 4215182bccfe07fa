using System.Globalization;
using IncidentBot.Chat;

namespace IncidentBot.Slack.Rendering;

/// <summary>
/// Renders the buttons of one message. Slack wants each action_id once in a message, so an action that stands several times
/// is numbered, <c>tick_step#3</c>; the number is taken off when the press comes back.
/// </summary>
internal sealed class SlackButtons
{
    private const char NumberSign = '#';
    private readonly HashSet<string> repeated;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>For the buttons of this card.</summary>
    public SlackButtons(Card card) =>
        repeated = card.Parts.SelectMany(ButtonsOf).GroupBy(button => button.Action, StringComparer.Ordinal)
            .Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>The action that an action_id stands for.</summary>
    public static string Action(string actionId)
    {
        var sign = actionId.LastIndexOf(NumberSign);
        return sign > 0 && sign < actionId.Length - 1 && actionId.AsSpan(sign + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? actionId[..sign] : actionId;
    }

    /// <summary>Renders the next button of the card.</summary>
    /// <exception cref="ArgumentException">Its value or its action is too long, and cannot be shortened.</exception>
    public ButtonElement Render(Button button)
    {
        if (button.Value.Length > BlockLimits.ButtonValue) throw new ArgumentException($"The value of button {button.Action} is longer than {BlockLimits.ButtonValue} characters.", nameof(button));
        if (button.Action.Length > BlockLimits.ActionId - 10) throw new ArgumentException("A button's action is too long.", nameof(button));

        var label = Label(button, BlockLimits.ButtonText);
        return new ButtonElement(NextId(button.Action), new PlainTextObject(label), button.Value.Length == 0 ? null : button.Value, Style(button.Style), Confirm(button), Spoken(button));
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
