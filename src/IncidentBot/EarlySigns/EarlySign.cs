using IncidentBot.Chat;

namespace IncidentBot.EarlySigns;

/// <summary>What an alert bot wrote of an incident's service before anybody had noticed.</summary>
/// <param name="Message">The message.</param>
/// <param name="At">When it was posted; UTC.</param>
/// <param name="Bot">The bot's name.</param>
/// <param name="Services">The services that it names, as the catalogue writes them.</param>
/// <param name="Words">What it says, in one line; empty: the bot took its words back.</param>
public sealed record EarlySign(MessageId Message, DateTimeOffset At, string Bot, IReadOnlyList<string> Services, string Words)
{
    /// <summary>How long before an incident was noticed they are looked for.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>When it was edited last; UTC. Null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The message's address for people; null: none.</summary>
    public Uri? Permalink { get; init; }
}
