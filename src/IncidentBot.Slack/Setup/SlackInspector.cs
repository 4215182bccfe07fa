using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Slack.Setup;

/// <summary>Asks Slack what the doctor needs to know; changes and posts nothing.</summary>
internal sealed class SlackInspector(IServiceProvider services)
{
    /// <summary>Whose the bot token is, what it may do, and how far this machine's clock is ahead of Slack's.</summary>
    public async Task<BotTokenReport> AskBotTokenAsync(CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<SlackOptions>();
        using var client = services.GetRequiredService<IHttpClientFactory>().CreateClient(SlackHttp.ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.ApiAddress(), SlackMethods.AuthTest.Name));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.RequiredBotToken());
        var sent = TimeProvider.System.GetUtcNow();
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var received = TimeProvider.System.GetUtcNow();
            if (!response.IsSuccessStatusCode)
            {
                return BotTokenReport.Refused(
                    $"Slack answered auth.test with status {(int)response.StatusCode}. Check Slack:ApiUrl, or try again later.");
            }
            var answer = JsonSerializer.Deserialize(
                await response.Content.ReadAsStringAsync(cancellationToken), SlackJson.Wire.IdentityAnswer);
            if (answer is not { Ok: true })
                return BotTokenReport.Refused(
                    SlackSentences.For(
                        new SlackError(SlackMethods.AuthTest.Name, SlackErrorKind.Refused, answer?.Error ?? "unknown_error")));
            return new BotTokenReport(
                null, answer.User, answer.Team, answer.TeamId, ScopesOf(response),
                response.Headers.Date is { } dated ? ClockSkew.Measure(sent, dated, received) : null);
        }
        catch (Exception lost) when (lost is HttpRequestException or SocketException)
        {
            return BotTokenReport.Refused($"{options.ApiAddress().Host} cannot be reached. Check the network, the proxy and Slack:ApiUrl.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return BotTokenReport.Refused(
                $"{options.ApiAddress().Host} did not answer in time. Check the network, the proxy and Slack:ApiUrl.");
        }
        catch (JsonException)
        {
            return BotTokenReport.Refused("The server at Slack:ApiUrl is not Slack's Web API.");
        }
    }

    /// <summary>Whether Slack gives out connections for the app-level token; the one asked for is not used.</summary>
    /// <returns>Null, or why not.</returns>
    public async Task<string?> AskAppTokenAsync(CancellationToken cancellationToken) =>
        (await services.GetRequiredService<SocketAddresses>().AskAsync(cancellationToken)).Why?.Sentence;

    /// <summary>A channel that is given by its id or name.</summary>
    public async Task<ChannelReport> AskChannelAsync(string idOrName, CancellationToken cancellationToken)
    {
        try
        {
            var id = await services.GetRequiredService<SlackDirectory>().ChannelIdAsync(idOrName, cancellationToken);
            if (id is null) return new ChannelReport(null, Exists: false);
            var channel = (await services.GetRequiredService<SlackApi>().FindChannelAsync(id, cancellationToken)).Channel;
            return new ChannelReport(null, channel is not null, channel?.Name, channel?.IsArchived ?? false, channel?.IsMember ?? false);
        }
        catch (SlackException refused) when (refused.Error.Code == "channel_not_found")
        {
            return new ChannelReport(null, Exists: false);
        }
        catch (SlackException refused)
        {
            return new ChannelReport(SlackSentences.For(refused.Error));
        }
    }

    /// <summary>A person, or a bot, by the id.</summary>
    public async Task<PersonReport> AskPersonAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var user = (await services.GetRequiredService<SlackApi>().FindUserAsync(id, cancellationToken)).User;
            if (user is null) return new PersonReport(null);
            var own = await services.GetRequiredService<SlackDirectory>().SelfAsync(cancellationToken);
            return new PersonReport(null, user.ShownName() ?? id, user.MembershipAt(own), user.IsBot, user.Deleted);
        }
        catch (SlackException refused) when (refused.Error.Code is "user_not_found" or "users_not_found" or "user_not_visible")
        {
            return new PersonReport(null);
        }
        catch (SlackException refused)
        {
            return new PersonReport(SlackSentences.For(refused.Error));
        }
    }

    /// <summary>A user group by its id, as the bot sees it.</summary>
    public async Task<GroupReport> AskGroupAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var api = services.GetRequiredService<SlackApi>();
            var group = (await api.ListGroupsAsync(cancellationToken)).Usergroups?.FirstOrDefault(known => known.Id == id);
            if (group is null or { DateDelete: > 0 }) return new GroupReport(null, group?.Handle, IsDisabled: group is not null);
            return new GroupReport(null, group.Handle ?? id, Members: (await api.ListGroupAsync(id, cancellationToken)).Users?.Count ?? 0);
        }
        catch (SlackException refused)
        {
            return new GroupReport(SlackSentences.For(refused.Error));
        }
    }

    /// <summary>The ids and handles of all user groups that are enabled.</summary>
    public async Task<GroupList> AskGroupsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var groups = (await services.GetRequiredService<SlackApi>().ListGroupsAsync(cancellationToken)).Usergroups ?? [];
            return new GroupList(
                null,
                groups.Where(group => group.DateDelete == 0).SelectMany(group => new[] { group.Id, group.Handle }).OfType<string>()
                    .ToHashSet(StringComparer.OrdinalIgnoreCase));
        }
        catch (SlackException refused)
        {
            return new GroupList(SlackSentences.For(refused.Error), new HashSet<string>());
        }
    }

    private static IReadOnlyList<string>? ScopesOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-oauth-scopes", out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : null;
}

/// <summary>What Slack says about the bot token.</summary>
/// <param name="Refusal">Why it cannot be used, as a sentence; null: it can.</param>
/// <param name="Name">The bot's name.</param>
/// <param name="Team">The workspace's name.</param>
/// <param name="TeamId">The workspace's id.</param>
/// <param name="Scopes">What it may do; null: Slack did not say.</param>
/// <param name="ClockAhead">How far this machine's clock is ahead of Slack's; null: Slack did not say.</param>
internal sealed record BotTokenReport(
    string? Refusal, string? Name, string? Team, string? TeamId, IReadOnlyList<string>? Scopes, TimeSpan? ClockAhead)
{
    /// <summary>It cannot be used.</summary>
    public static BotTokenReport Refused(string sentence) => new(sentence, null, null, null, null, null);
}

/// <summary>What Slack says about a channel.</summary>
/// <param name="Refusal">Why it does not say, as a sentence; null: it does.</param>
/// <param name="Exists">Whether the bot can see it.</param>
/// <param name="Name">Without number sign.</param>
/// <param name="IsArchived">Whether nothing can be posted any more.</param>
/// <param name="IsMember">Whether the bot is in it.</param>
internal sealed record ChannelReport(
    string? Refusal, bool Exists = false, string? Name = null, bool IsArchived = false, bool IsMember = false);

/// <summary>What Slack says about a person.</summary>
/// <param name="Refusal">Why it does not say, as a sentence; null: it does.</param>
/// <param name="Name">The name that people see; null: there is nobody of this id.</param>
/// <param name="Membership">What the person is to the workspace.</param>
/// <param name="IsBot">Whether it is no person at all.</param>
/// <param name="IsDeactivated">Whether the account is closed.</param>
internal sealed record PersonReport(
    string? Refusal, string? Name = null, Chat.Membership Membership = Chat.Membership.Unknown, bool IsBot = false,
    bool IsDeactivated = false);

/// <summary>What Slack says about all user groups.</summary>
/// <param name="Refusal">Why it does not say, as a sentence; null: it does.</param>
/// <param name="Names">The ids and handles of those that are enabled; in any case.</param>
internal sealed record GroupList(string? Refusal, IReadOnlySet<string> Names);

/// <summary>What Slack says about a user group.</summary>
/// <param name="Refusal">Why it does not say, as a sentence; null: it does.</param>
/// <param name="Handle">How it is mentioned, without the at sign; null: there is none of this id.</param>
/// <param name="IsDisabled">Whether it is switched off.</param>
/// <param name="Members">How many are in it.</param>
internal sealed record GroupReport(string? Refusal, string? Handle = null, bool IsDisabled = false, int Members = 0);
