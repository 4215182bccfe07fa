using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;

namespace IncidentBot.Slack.Setup;

/// <summary>What the core must know of Slack: how much fits, and what things are called there.</summary>
internal static class SlackTerms
{
    /// <summary>How much fits.</summary>
    public static readonly ChatLimits Limits = new()
    {
        // A section takes 3,000, of which escapes may take some.
        Paragraph = 2000,
        FormField = BlockLimits.InputLength,
        // The way back to the person is kept in the same place.
        FormContext = 1900,
        Choices = BlockLimits.Options,
        ChoiceLabel = BlockLimits.OptionText,
    };

    /// <summary>What things are called.</summary>
    public static readonly ChatWords Words = new()
    {
        InviteCommand = "/invite",
        HomePage = "App Home",
        CaptureByHand = "React to a message with :pushpin:",
        ToTellMembers = "look at the app's scopes: it needs users:read",
        ToReadGroups = "check Access:Responders, and that the app has the scope usergroups:read",
    };
}
