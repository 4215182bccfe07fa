using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Answers one person privately: by the request's own response_url if it leads to Slack, else as an ephemeral message, else, where the
/// bot is not in the channel, as a direct message. Slack does not promise that an ephemeral message is seen, and it cannot be asked
/// whether one was.
/// </summary>
internal sealed class PrivateAnswers(SlackApi api, SlackOptions options, ILogger<PrivateAnswers> log)
{
    private readonly Uri home = options.ApiAddress();

    /// <summary>Sends it.</summary>
    /// <exception cref="SlackException">None of the ways worked, or the answer to one was lost.</exception>
    public async Task SayAsync(
        string? responseUrl, string? channel, string person, string? threadTs, SlackMessage message, string? key,
        CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(responseUrl, UriKind.Absolute, out var address) && MayRespond(address)
            && await TryRespondAsync(address, message, threadTs, cancellationToken)) return;
        if (!string.IsNullOrEmpty(channel) && await TryEphemeralAsync(channel, person, message, threadTs, cancellationToken)) return;
        await api.PostMessageAsync(person, message, threadTs: null, alsoInChannel: false, key, cancellationToken);
    }

    /// <summary>Sends it if possible; if no way works, only logs that.</summary>
    public async Task TrySayAsync(
        string? responseUrl, string? channel, string person, string? threadTs, Card card, CancellationToken cancellationToken)
    {
        try
        {
            await SayAsync(responseUrl, channel, person, threadTs, SlackBlocks.Render(card), key: null, cancellationToken);
        }
        catch (SlackException refused)
        {
            log.AnswerLost(refused.Error.Method, refused.Error.Code);
        }
    }

    // Whoever makes up a request must not make the bot post what it knows elsewhere.
    private bool MayRespond(Uri address)
    {
        if (SlackHosts.MayTakeAnswers(address, home)) return true;
        log.AnotherWay("response_url", "not_slacks");
        return false;
    }

    // The address is good for 30 minutes and five answers; after that Slack refuses.
    private async Task<bool> TryRespondAsync(Uri address, SlackMessage message, string? threadTs, CancellationToken cancellationToken)
    {
        try
        {
            await api.RespondAsync(address, message, threadTs, cancellationToken);
            return true;
        }
        catch (SlackException refused) when (refused.Error.Kind is SlackErrorKind.Refused or SlackErrorKind.NotReached)
        {
            log.AnotherWay("response_url", refused.Error.Code);
            return false;
        }
    }

    private async Task<bool> TryEphemeralAsync(
        string channel, string person, SlackMessage message, string? threadTs, CancellationToken cancellationToken)
    {
        try
        {
            await api.PostEphemeralAsync(channel, person, message, threadTs, cancellationToken);
            return true;
        }
        catch (SlackException refused) when (refused.Error.Kind == SlackErrorKind.Refused && IsAboutTheChannel(refused.Error.Code))
        {
            log.AnotherWay(SlackMethods.ChatPostEphemeral.Name, refused.Error.Code);
            return false;
        }
    }

    private static bool IsAboutTheChannel(string code) =>
        code is "not_in_channel" or "user_not_in_channel" or "channel_not_found" or "is_archived" or "is_inactive"
        or "restricted_action" or "restricted_action_read_only_channel" or "restricted_action_thread_locked"
        or "method_not_supported_for_channel_type";
}
