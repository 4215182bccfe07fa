namespace IncidentBot.Chat;

/// <summary>
/// How much a platform's messages and forms take, in characters unless said otherwise, where the bot must cut or choose by it. What is
/// merely too long for one line or button, the adapter cuts itself.
/// </summary>
public sealed record ChatLimits
{
    /// <summary>What a paragraph of a message takes of people's words, markup aside.</summary>
    public required int Paragraph { get; init; }

    /// <summary>What one field of a form takes.</summary>
    public required int FormField { get; init; }

    /// <summary>What a form can carry of what it is about; at least 500.</summary>
    public required int FormContext { get; init; }

    /// <summary>How many choices a field of a form offers; 0: people type what they choose.</summary>
    public required int Choices { get; init; }

    /// <summary>
    /// The largest file that is uploaded, in bytes; 50 MB by default, which is less than platforms take, since the bot holds it in memory.
    /// </summary>
    public long File { get; init; } = 50 * 1024 * 1024;

    /// <summary>What one choice says.</summary>
    public required int ChoiceLabel { get; init; }
}
