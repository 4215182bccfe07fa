namespace IncidentBot.Chat;

/// <summary>
/// What people find on a platform, and under which name, where the bot tells them what to do there. Plain words, no markup; null: the
/// platform has no such thing, and the bot does not speak of it.
/// </summary>
public sealed record ChatWords
{
    /// <summary>What people type in a channel, before a name, to bring somebody in, such as <c>/invite</c>.</summary>
    public string? InviteCommand { get; init; }

    /// <summary>The bot's own page.</summary>
    public string? HomePage { get; init; }

    /// <summary>How people put a message on the timeline without typing; the beginning of a sentence.</summary>
    public string? CaptureByHand { get; init; }

    /// <summary>What an admin must look at, where the bot cannot tell who is a member; the end of a sentence that asks them to.</summary>
    public string? ToTellMembers { get; init; }

    /// <summary>
    /// What an admin must check, where the bot cannot read the group of the responders; the end of a sentence that asks them to.
    /// </summary>
    public string? ToReadGroups { get; init; }
}
