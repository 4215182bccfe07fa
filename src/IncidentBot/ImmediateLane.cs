using IncidentBot.Chat;

namespace IncidentBot;

/// <summary>Answers what a platform wants answered at once: forms to open, fields to correct, help, wrong commands. Reads, never writes.</summary>
public sealed class ImmediateLane
{
    /// <summary>A command was typed.</summary>
    public Task<ImmediateAnswer> OnCommandAsync(WorkspaceId workspace, ChannelId channel, TypedText text, CancellationToken cancellationToken) =>
        Task.FromResult<ImmediateAnswer>(new AcceptIt());

    /// <summary>A button was pressed.</summary>
    public Task<ImmediateAnswer> OnButtonAsync(WorkspaceId workspace, ChannelId channel, string action, string value, CancellationToken cancellationToken) =>
        Task.FromResult<ImmediateAnswer>(new AcceptIt());

    /// <summary>A message was picked by a shortcut.</summary>
    public Task<ImmediateAnswer> OnMessagePickedAsync(WorkspaceId workspace, ChannelId channel, string shortcut, string text, CancellationToken cancellationToken) =>
        Task.FromResult<ImmediateAnswer>(new AcceptIt());

    /// <summary>A form was sent off.</summary>
    public Task<ImmediateAnswer> OnFormAsync(WorkspaceId workspace, ChannelId channel, string form, string context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        Task.FromResult<ImmediateAnswer>(new AcceptIt());
}
