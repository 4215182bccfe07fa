using IncidentBot.Chat;
using IncidentBot.Routing;

namespace IncidentBot.Slack.Receiving;

/// <summary>The requests that may be answered at once, without being stored.</summary>
internal sealed record ImmediateCalls
{
    /// <summary>A command was typed.</summary>
    public required Func<Asker, TypedText, CancellationToken, Task<ImmediateAnswer>> OnCommandAsync { get; init; }

    /// <summary>A button was pressed.</summary>
    public required Func<Asker, string, string, CancellationToken, Task<ImmediateAnswer>> OnButtonAsync { get; init; }

    /// <summary>A message was picked with a shortcut.</summary>
    public required Func<Asker, string, Func<CancellationToken, Task<ChatMessage>>?, CancellationToken, Task<ImmediateAnswer>>
        OnMessagePickedAsync { get; init; }

    /// <summary>A form was sent.</summary>
    public required Func<Asker, string, string, IReadOnlyDictionary<string, string>, CancellationToken, Task<ImmediateAnswer>>
        OnFormAsync { get; init; }

    /// <summary>The calls of the bot.</summary>
    public static ImmediateCalls Of(ImmediateLane bot) => new()
    {
        OnCommandAsync = bot.OnCommandAsync,
        OnButtonAsync = bot.OnButtonAsync,
        OnMessagePickedAsync = bot.OnMessagePickedAsync,
        OnFormAsync = bot.OnFormAsync,
    };
}
