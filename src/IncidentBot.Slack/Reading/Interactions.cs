using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Where an interaction happened.</summary>
/// <param name="Channel">Null: in none.</param>
/// <param name="Thread">Null: in none.</param>
/// <param name="Handle">The sealed way back that a form carried; null: none.</param>
/// <param name="Context">What a form carried; null: no form.</param>
internal sealed record InteractionPlace(string? Channel, string? Thread, string? Handle, string? Context)
{
    /// <summary>Whether it is the bot's own page.</summary>
    public bool IsHome { get; init; }
}

/// <summary>Reads the parts of an interaction that Slack puts in different places for each kind.</summary>
internal static class Interactions
{
    /// <summary>
    /// The workspace. Of a form from a channel shared with another organisation it is the one that has the app; where the app is installed
    /// for a
    /// whole organisation, the person's own, or else the organisation (https://docs.slack.dev/reference/interaction-payloads).
    /// </summary>
    public static string? Workspace(this Interaction interaction) =>
        First(interaction.View?.AppInstalledTeamId, interaction.Team?.Id, interaction.User?.TeamId, interaction.Enterprise?.Id);

    /// <summary>The pressed button, or what was picked from a menu; null when it was another kind of element.</summary>
    public static BlockAction? Button(this Interaction interaction) => interaction.Actions switch
    {
        [{ Type: "button", ActionId: not null } button, ..] => button,
        [{ Type: "overflow" } menu, ..] => SlackButtons.Picked(menu),
        _ => null,
    };

    /// <summary>The boxes of which one was clicked; null when it was another kind of element.</summary>
    public static PickedBoxes? Boxes(this Interaction interaction) =>
        interaction.Actions is [{ Type: "checkboxes" } boxes, ..] ? SlackBoxes.Picked(boxes) : null;

    /// <summary>The place: a form carries its own.</summary>
    public static InteractionPlace Place(this Interaction interaction)
    {
        if (interaction.View is { } view && interaction.Type == "view_submission")
        {
            var origin = SlackViews.ReadOrigin(view.PrivateMetadata);
            return new InteractionPlace(NullIfEmpty(origin.Channel), NullIfEmpty(origin.Thread), origin.Handle, origin.Context)
            {
                IsHome = origin.Home,
            };
        }

        var channel = interaction.Channel?.Id ?? interaction.Container?.ChannelId;
        var thread = interaction.Container?.ThreadTs ?? interaction.Message?.ThreadTs;
        // Slack names the message that a thread hangs on as in its own thread; who looks at it in the channel doesn't have that open.
        if (thread == (interaction.Container?.MessageTs ?? interaction.Message?.Ts)) thread = null;
        return new InteractionPlace(NullIfEmpty(channel), NullIfEmpty(thread), null, null) { IsHome = interaction.View?.Type == "home" };
    }

    /// <summary>The answers by field name, without empty fields.</summary>
    public static IReadOnlyDictionary<string, string> Answers(this SubmittedView view)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (block, values) in view.State?.Values
            ?? new Dictionary<string, IReadOnlyDictionary<string, ViewValue?>?>(StringComparer.Ordinal))
        {
            var value = values?.Values.Select(field => field?.SelectedOption?.Value ?? field?.SelectedUser
                ?? Ticked(field) ?? field?.Value).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
            if (value is not null) answers[block] = value;
        }

        return answers;
    }

    /// <summary>The block under which an error about the whole form is shown.</summary>
    public static string? FirstInput(this SubmittedView view) =>
        view.Blocks?.FirstOrDefault(block => block is { Type: "input", BlockId: not null })?.BlockId
            ?? view.State?.Values?.Keys.FirstOrDefault();

    private static string? Ticked(ViewValue? field) => field?.SelectedOptions is { } ticked
        ? ChecksField.Write(ticked.Select(option => option?.Value).OfType<string>())
        : null;

    private static string? First(params ReadOnlySpan<string?> ids)
    {
        foreach (var id in ids)
            if (!string.IsNullOrEmpty(id)) return id;
        return null;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
