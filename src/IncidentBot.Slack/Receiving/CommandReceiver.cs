using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Receiving;

/// <summary>Takes in slash commands: answered at once where possible, otherwise stored and acknowledged.</summary>
internal sealed class CommandReceiver(
    SlackIntake intake, ImmediateCalls immediate, FormOpener forms, PrivateAnswers answers, SealedText seal)
{
    // The person's own words go back whole; Slack cuts a message at 40,000.
    private const int LongestRegret = 30_000;

    /// <summary>Takes in a command; the hash of <paramref name="raw"/> is the key of one without a trigger.</summary>
    public async Task<SlackReply> ReceiveAsync(SlackCommand command, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        if ((command.TeamId ?? command.EnterpriseId) is not { } workspace || !SlackId.IsOne(workspace))
            return SlackReply.Bad("The command names no workspace.");
        if (command.ChannelId is null || !SlackId.IsOne(command.ChannelId) || !SlackId.IsOne(command.UserId))
            return SlackReply.Bad("The command names no channel or no person.");

        var deadline = Deadline.FromNow();
        var asker = new Asker(
            StoredNames.Platform, new WorkspaceId(workspace), new PersonId(command.UserId!), new ChannelId(command.ChannelId));
        var text = SlackText.Read(command.Text ?? string.Empty);
        var answer = await intake.AskAsync(
            () => forms.WaitFor(immediate.OnCommandAsync(asker, text, forms.Ending)), deadline, cancellationToken);
        return answer switch
        {
            SayIt say => Say(SlackBlocks.Render(say.Card)),
            CorrectIt correct => Say(SlackBlocks.Render(Card.Of(string.Join('\n', correct.Errors.Values)))),
            OpenIt open => await OpenAsync(command, open.Form, deadline, cancellationToken),
            LoadIt load => await LoadAsync(command, load, deadline, cancellationToken),
            _ => await KeepAsync(workspace, command, text, raw, deadline, cancellationToken),
        };
    }

    private async Task<SlackReply> OpenAsync(SlackCommand command, Form form, Deadline deadline, CancellationToken cancellationToken)
    {
        var regret = await forms.OpenAsync(command.TriggerId, form, OriginOf(command), deadline, cancellationToken);
        return regret is null ? SlackReply.Received : Say(SlackBlocks.Render(Card.Of(regret)));
    }

    private async Task<SlackReply> LoadAsync(SlackCommand command, LoadIt load, Deadline deadline, CancellationToken cancellationToken)
    {
        Task SayLaterAsync(string sentence, CancellationToken stop) =>
            answers.TrySayAsync(command.ResponseUrl, command.ChannelId, command.UserId!, threadTs: null, Card.Of(sentence), stop);
        var regret = await forms.LoadAsync(command.TriggerId, load, OriginOf(command), deadline, SayLaterAsync, cancellationToken);
        return regret is null ? SlackReply.Received : Say(SlackBlocks.Render(Card.Of(regret)));
    }

    private ViewOrigin OriginOf(SlackCommand command) =>
        new(command.ChannelId, null, command.ResponseUrl is null ? null : seal.Seal(command.ResponseUrl), null);

    private async Task<SlackReply> KeepAsync(
        string workspace, SlackCommand command, TypedText text, ReadOnlyMemory<byte> raw, Deadline deadline,
        CancellationToken cancellationToken)
    {
        var stored = command with { ResponseUrl = command.ResponseUrl is null ? null : seal.Seal(command.ResponseUrl), TriggerId = null };
        var body = JsonSerializer.Serialize(stored, SlackJson.Wire.SlackCommand);
        var kept = await intake.KeepAsync(
            workspace, SlackId.KeyOr(command.TriggerId, raw), command.ChannelId!, StoredNames.Command, body, deadline, cancellationToken);
        if (kept == Kept.Yes) return SlackReply.Received;

        var sentence = $"{SlackIntake.Regret(kept)} Your text: {command.Command} {text.Plain}".TrimEnd();
        return Say(new SlackMessage(Cut.Escaped(sentence, LongestRegret, Mrkdwn.Shortened), []));
    }

    private static SlackReply Say(SlackMessage message) =>
        SlackReply.Say(new ResponseUrlMessage(message.Text, message.Blocks.Count == 0 ? null : message.Blocks, null));
}
