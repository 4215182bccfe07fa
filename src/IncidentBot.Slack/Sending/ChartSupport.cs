using System.Collections.Concurrent;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Sends cards with charts, and without them where a workspace refuses the block (not every plan has it). A refusal is remembered for
/// <see cref="Memory"/>, so that it costs one call and not one for each message; a new start forgets it.
/// </summary>
internal sealed partial class ChartSupport(TimeProvider time, ILogger<ChartSupport> log)
{
    /// <summary>How long a workspace is sent no charts after it has refused one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<WorkspaceId, DateTimeOffset> refusedUntil = new();

    /// <summary>Sends a card, if need be twice: what was refused was not shown to anybody.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="card">With its charts.</param>
    /// <param name="picturesFollow">Whether the charts are uploaded as pictures where they can't stand in the message.</param>
    /// <param name="sendAsync">Sends the card that it gets.</param>
    /// <returns>What the call answered, and whether the card was sent without its charts.</returns>
    /// <exception cref="SlackException">The call failed, for another reason than the charts.</exception>
    public async Task<(T Answer, bool IsWithoutCharts)> SendAsync<T>(
        WorkspaceId workspace, Card card, bool picturesFollow, Func<Card, Task<T>> sendAsync)
    {
        if (!SlackCharts.HasAny(card))
            return (await sendAsync(card), false);

        if (!IsRefused(workspace))
        {
            try
            {
                return (await sendAsync(card), false);
            }
            catch (SlackException refused) when (IsAboutBlocks(refused.Error))
            {
                refusedUntil[workspace] = time.GetUtcNow() + Memory;
                Refused(workspace.Value, refused.Error.Method, refused.Error.Detail ?? refused.Error.Code, Memory);
            }
        }

        try
        {
            return (await sendAsync(SlackCharts.Without(card, most: 0, picturesFollow)), true);
        }
        catch (SlackException other) when (IsAboutBlocks(other.Error))
        {
            // Then the charts were not what was wrong.
            refusedUntil.TryRemove(workspace, out _);
            throw;
        }
    }

    private bool IsRefused(WorkspaceId workspace) => refusedUntil.TryGetValue(workspace, out var until) && time.GetUtcNow() < until;

    private static bool IsAboutBlocks(SlackError error) =>
        error is { Kind: SlackErrorKind.Refused, Code: "invalid_blocks" or "invalid_blocks_format" };

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Workspace {Workspace} takes no charts ({Method}: {Reason}); for {Memory} messages are sent without them")]
    private partial void Refused(string workspace, string method, string reason, TimeSpan memory);
}
