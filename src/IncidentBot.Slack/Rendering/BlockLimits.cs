namespace IncidentBot.Slack.Rendering;

/// <summary>Slack's limits, in characters and pieces (https://docs.slack.dev/reference/block-kit).</summary>
internal static class BlockLimits
{
    public const int BlocksPerMessage = 50;
    public const int BlocksPerModal = 100;
    public const int Section = 3000;
    public const int Field = 2000;
    public const int FieldsPerSection = 10;
    public const int Header = 150;
    public const int Context = 2000;
    public const int ActionElements = 25;
    public const int ButtonText = 75;
    public const int ButtonSpoken = 75;
    public const int ButtonValue = 2000;
    public const int ActionId = 255;
    public const int ConfirmTitle = 100;
    public const int ConfirmText = 300;
    public const int ConfirmButton = 30;
    public const int ModalTitle = 24;
    public const int PrivateMetadata = 3000;
    public const int CallbackId = 255;
    public const int InputLabel = 2000;
    public const int InputHint = 2000;
    public const int InputLength = 3000;
    public const int Options = 100;
    public const int OptionText = 75;

    /// <summary>What a folded menu holds.</summary>
    public const int OverflowOptions = 5;

    /// <summary>What stands below an option.</summary>
    public const int OptionDescription = 75;

    /// <summary>Boxes of one group.</summary>
    public const int Checkboxes = 10;
    public const int BlockId = 255;

    /// <summary>The option's value: 150 by the newest page, 75 by older ones.</summary>
    public const int OptionValue = 75;

    /// <summary>The text beside the blocks; Slack advises 4,000 and cuts at 40,000.</summary>
    public const int MessageText = 4000;

    /// <summary>
    /// The text of an update, in bytes as it is sent: what is longer is refused, not cut
    /// (https://docs.slack.dev/reference/methods/chat.update, <c>msg_too_long</c>; measured in openclaw/openclaw#115027).
    /// </summary>
    public const int UpdateTextBytes = 4000;

    /// <summary>
    /// All blocks of a message together. Undocumented: Slack refuses from about 13,200 characters on, containers included
    /// (https://github.com/slackapi/bolt-js/issues/2509), so the JSON is what is counted.
    /// </summary>
    public const int MessageBlocks = 12_000;

    /// <summary>Charts of a message (https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block).</summary>
    public const int ChartsPerMessage = 2;

    /// <summary>Lines of a chart.</summary>
    public const int ChartSeries = 6;

    /// <summary>Points of a line, which are the categories of the chart.</summary>
    public const int ChartPoints = 20;

    /// <summary>The name of a line or a category.</summary>
    public const int ChartLabel = 20;

    /// <summary>A chart's title, and what stands at its axes.</summary>
    public const int ChartTitle = 50;

    /// <summary>What an uploaded picture shows (https://docs.slack.dev/reference/methods/files.getUploadURLExternal).</summary>
    public const int FileAlt = 1000;

    /// <summary>A channel's topic.</summary>
    public const int Topic = 250;
}
