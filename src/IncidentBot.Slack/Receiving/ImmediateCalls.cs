using IncidentBot.Chat;
using IncidentBot.Routing;

namespace IncidentBot.Slack.Receiving;

/// <summary>The four questions that are put to the immediate lane.</summary>
internal sealed record LaneCalls
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

    /// <summary>The lane itself.</summary>
    public static LaneCalls Of(ImmediateLane lane) => new()
    {
        OnCommandAsync = lane.OnCommandAsync,
        OnButtonAsync = lane.OnButtonAsync,
        OnMessagePickedAsync = lane.OnMessagePickedAsync,
        OnFormAsync = lane.OnFormAsync,
    };
}
