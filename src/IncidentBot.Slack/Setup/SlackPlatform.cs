using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Setup;

/// <summary>Slack as a chat platform of the bot.</summary>
internal sealed class SlackPlatform(
    SlackReader reader, SlackLookup lookup, SlackDirectory directory, SlackSender sender, SlackSettler settler, SlackHistory history,
    SlackRateLimits limits,
    ILogger<SlackPlatform> log) : IChatPlatform
{
    /// <inheritdoc/>
    public string Name => StoredNames.Platform;

    /// <inheritdoc/>
    public ChatLimits Limits => SlackTerms.Limits;

    /// <inheritdoc/>
    public ChatWords Words => SlackTerms.Words;

    /// <inheritdoc/>
    public Task<Inbound?> ReadAsync(InboxItem item, CancellationToken cancellationToken) =>
        AskAsync(() => reader.ReadAsync(item, cancellationToken));

    /// <inheritdoc/>
    public Task<ChatMessage?> FindMessageAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            try
            {
                return await lookup.MessageAsync(message, cancellationToken);
            }
            catch (SlackException refused) when (IsGone(refused.Error))
            {
                log.NotFound(refused.Error.Method, refused.Error.Code);
                return null;
            }
        });

    /// <inheritdoc/>
    public Task<Uri?> FindPermalinkAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            try
            {
                return await lookup.PermalinkAsync(message, cancellationToken);
            }
            catch (SlackException refused) when (IsGone(refused.Error))
            {
                log.NotFound(refused.Error.Method, refused.Error.Code);
                return null;
            }
        });

    /// <inheritdoc/>
    public Task<FileReading> ReadFileAsync(WorkspaceId workspace, ChatFile file, long mostBytes, CancellationToken cancellationToken) =>
        AskAsync(() => lookup.FileAsync(file, mostBytes, cancellationToken));

    /// <inheritdoc/>
    public LinkedMessage? ReadLink(string address) => SlackLink.Read(address);

    /// <inheritdoc/>
    public Task<Person> FindPersonAsync(WorkspaceId workspace, PersonId person, CancellationToken cancellationToken) =>
        AskAsync(() => directory.AccountAsync(person.Value, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PersonId>?> ListGroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken) =>
        AskAsync(() => directory.GroupAsync(group, cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PersonId>> ListMembersAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        AskAsync(() => directory.MembersAsync(channel.Value, cancellationToken));

    /// <inheritdoc/>
    public Task<PersonId?> FindReactorAsync(
        WorkspaceId workspace, MessageId message, string reaction, CancellationToken cancellationToken) =>
        AskAsync(() => lookup.ReactorAsync(message, reaction, cancellationToken));

    /// <inheritdoc/>
    public Task<HistoryPage?> ReadHistoryAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken) =>
        AskAsync<HistoryPage?>(async () =>
        {
            try
            {
                return await history.ReadAsync(question, cancellationToken);
            }
            catch (SlackException lacking) when (lacking.Error.Code == "missing_scope")
            {
                log.LeftOut(lacking.Error.Method, lacking.Error.Needed);
                return null;
            }
            catch (SlackException refused) when (IsGone(refused.Error) || refused.Error.Code == "invalid_cursor")
            {
                log.NotFound(refused.Error.Method, refused.Error.Code);
                return null;
            }
        });

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (WaitFor(request) is { } wait)
            return new NotSent(
                DeliveryMeter.OwnRateLimit, Permanent: false, wait, "Waiting, to stay within Slack's rate limits.");
        try
        {
            if (request.Action is Answer && await IsForeignAsync(request.Workspace, cancellationToken))
                return new NotSent(
                    "foreign_workspace", Permanent: true, RetryAfter: null,
                    "Somebody of another workspace asked for something; the bot's token is of one workspace, so they get no answer.")
                {
                    IsNoLoss = true,
                };
            return await sender.SendAsync(request, cancellationToken);
        }
        catch (SlackException failed)
        {
            if (SlackAccess.IsRefusal(failed.Error.Code)) log.WaitsForToken(request.Key, failed.Error.Code);
            else log.NotSent(request.Key, failed.Error.Method, failed.Error.Code, failed.Error.Kind);
            return SlackOutcomes.Of(failed.Error, request);
        }
        catch (ArgumentException unfit)
        {
            return new NotSent("cannot_be_rendered", Permanent: true, RetryAfter: null, unfit.Message);
        }
    }

    /// <inheritdoc/>
    public Task<SendOutcome?> SettleAsync(SendRequest request, CancellationToken cancellationToken) =>
        AskAsync(() => settler.SettleAsync(request, cancellationToken));

    // While nobody can tell, people get their answers.
    private async Task<bool> IsForeignAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        try
        {
            return (await directory.SelfAsync(cancellationToken)).IsForeign(workspace.Value);
        }
        catch (SlackException)
        {
            return false;
        }
    }

    private TimeSpan? WaitFor(SendRequest request) => SlackSender.FirstCallOf(request.Action) is var (method, channel)
        ? limits.Admit(method, channel, request.Key, request.Urgency == Urgency.Now)
        : null;

    private static async Task<T> AskAsync<T>(Func<Task<T>> questionAsync)
    {
        try
        {
            return await questionAsync();
        }
        catch (SlackException failed)
        {
            throw new ChatUnavailableException(SlackSentences.For(failed.Error), failed)
            {
                RetryAfter = failed.Error.RetryAfter ?? (failed.Error.IsOutage ? SlackOutcomes.OutageWait : null),
                MayBeOutage = failed.Error.IsOutage,
            };
        }
    }

    private static bool IsGone(SlackError error) => error.Kind == SlackErrorKind.Refused
        && error.Code is "message_not_found" or "thread_not_found" or "channel_not_found" or "not_in_channel";
}
