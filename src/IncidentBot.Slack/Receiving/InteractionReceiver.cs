using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Sending;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Takes in buttons, shortcuts and forms: answered at once where possible, otherwise stored and acknowledged.</summary>
internal sealed class InteractionReceiver(
    SlackIntake intake, ImmediateCalls immediate, FormOpener forms, ChatMessageReader messages, PrivateAnswers answers, SealedText seal,
    ILogger<InteractionReceiver> log)
{
    /// <summary>Takes in an interaction; the hash of <paramref name="raw"/> is the key of one without a trigger.</summary>
    public async Task<SlackReply> ReceiveAsync(Interaction interaction, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(interaction.Type)) return SlackReply.Bad("The interaction has no type.");
        if (interaction.Workspace() is not { } workspace || !SlackId.IsOne(workspace))
            return SlackReply.Bad("The interaction names no workspace.");
        if (interaction.User?.Id is not { } user || !SlackId.IsOne(user)) return SlackReply.Bad("The interaction names no person.");

        var request = new Request(
            interaction, new WorkspaceId(workspace), user, interaction.Place(), SlackId.KeyOr(interaction.TriggerId, raw),
            Deadline.FromNow());
        if (request.Place.Channel is { } channel && !SlackId.IsOne(channel))
            return SlackReply.Bad("The interaction names no such channel.");
        switch (interaction.Type)
        {
            case "block_actions" when interaction.Button() is { } button
                && (request.Place.Channel is not null || interaction.View?.Type == "home"):
                return await OnButtonAsync(request, button, cancellationToken);
            case "block_actions" when interaction.Boxes() is not null && request.Place.Channel is not null:
                return await FollowAsync(request, new AcceptIt(), "Tick it again in a minute.", cancellationToken);
            case "message_action" when !SlackTime.TryParse(interaction.Message?.Ts, out _) || request.Place.Channel is null:
                return SlackReply.Bad("The shortcut names no message.");
            case "message_action" or "shortcut":
                return await OnShortcutAsync(request, cancellationToken);
            case "view_submission" when interaction.View?.CallbackId is null:
                return SlackReply.Bad("The form has no callback_id.");
            case "view_submission":
                return await OnFormAsync(request, interaction.View, cancellationToken);
            default:
                log.Ignored(interaction.Type);
                return SlackReply.Received;
        }
    }

    private async Task<SlackReply> OnButtonAsync(Request request, BlockAction button, CancellationToken cancellationToken)
    {
        var action = SlackButtons.Action(button.ActionId ?? string.Empty);
        var answer = await intake.AskAsync(
            () => forms.WaitFor(immediate.OnButtonAsync(request.Asker, action, button.Value ?? string.Empty, forms.Ending)),
            request.Deadline,
            cancellationToken);
        return await FollowAsync(request, answer, "Press the button again in a minute.", cancellationToken);
    }

    // A global shortcut comes without a message; all it can lead to is a form or a sentence.
    private async Task<SlackReply> OnShortcutAsync(Request request, CancellationToken cancellationToken)
    {
        Func<CancellationToken, Task<ChatMessage>>? readAsync = request is { Payload.Message: { } message, Place.Channel: { } channel }
            ? stop => messages.ReadAsync(new ChannelId(channel), message, stop)
            : null;
        var answer = await intake.AskAsync(
            () => forms.WaitFor(
                immediate.OnMessagePickedAsync(request.Asker, request.Payload.CallbackId ?? string.Empty, readAsync, forms.Ending)),
            request.Deadline,
            cancellationToken);
        if (answer is not AcceptIt || request.Payload.Type == "message_action")
            return await FollowAsync(request, answer, "Pick the message again in a minute.", cancellationToken);
        log.Ignored(request.Payload.Type!);
        return SlackReply.Received;
    }

    private async Task<SlackReply> OnFormAsync(Request request, SubmittedView view, CancellationToken cancellationToken)
    {
        var channel = new ChannelId(request.Place.Channel ?? string.Empty);
        var answer = await intake.AskAsync(
            () => forms.WaitFor(
                immediate.OnFormAsync(
                    request.Asker, view.CallbackId!, request.Place.Context ?? string.Empty, view.Answers(), forms.Ending)),
            request.Deadline,
            cancellationToken);
        switch (answer)
        {
            case CorrectIt { Errors.Count: > 0 } correct:
                return SlackReply.View(new ViewResponse("errors", Errors: AtTheirPlaces(correct.Errors, view)));
            case OpenIt open:
                var origin = new ViewOrigin(channel.Value, request.Place.Thread, request.Place.Handle, null)
                {
                    Home = request.Place.IsHome,
                };
                return SlackReply.View(new ViewResponse("update", View: SlackViews.Render(open.Form, origin)));
            case SayIt say:
                await SayAsync(request, say.Card, cancellationToken);
                return SlackReply.Received;
            default:
                var kept = await KeepAsync(request, cancellationToken);
                return kept == Kept.Yes ? SlackReply.Received : FormRegret(view, kept);
        }
    }

    private static Dictionary<string, string> AtTheirPlaces(IReadOnlyDictionary<string, string> errors, SubmittedView view) =>
        errors.ToDictionary(error => error.Key.Length > 0 ? error.Key : view.FirstInput()
            ?? error.Key, error => error.Value, StringComparer.Ordinal);

    private static SlackReply FormRegret(SubmittedView view, Kept kept)
    {
        var sentence = $"{SlackIntake.Regret(kept)} What you wrote is still here; send it again in a minute.";
        return view.FirstInput() is { } block
            ? SlackReply.View(
                new ViewResponse("errors", Errors: new Dictionary<string, string>(StringComparer.Ordinal) { [block] = sentence }))
            : SlackReply.TryAgain;
    }

    private async Task<SlackReply> FollowAsync(Request request, ImmediateAnswer answer, string advice, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            // Whoever presses on the bot's own page doesn't look into its messages.
            case SayIt say when request.Place.IsHome:
                await FollowAsync(
                    request, new LoadIt("IncidentBot", _ => Task.FromResult<ImmediateAnswer>(say)), advice, cancellationToken);
                break;
            case SayIt say:
                await SayAsync(request, say.Card, cancellationToken);
                break;
            case CorrectIt correct:
                await SayAsync(request, Card.Of(string.Join('\n', correct.Errors.Values)), cancellationToken);
                break;
            case OpenIt open:
                if (
                    await forms.OpenAsync(
                        request.Payload.TriggerId, open.Form, OriginOf(request), request.Deadline, cancellationToken) is { } regret)
                    await SayAsync(request, Card.Of(regret), cancellationToken);
                break;
            case LoadIt load:
                Task SayLaterAsync(string sentence, CancellationToken stop) =>
                    SayAsync(request with { Deadline = Deadline.FromNow() }, Card.Of(sentence), stop);
                if (
                    await forms.LoadAsync(
                        request.Payload.TriggerId, load, OriginOf(request), request.Deadline, SayLaterAsync,
                        cancellationToken) is { } notOpened)
                    await SayAsync(request, Card.Of(notOpened), cancellationToken);
                break;
            default:
                var kept = await KeepAsync(request, cancellationToken);
                if (kept != Kept.Yes) await SayAsync(request, Card.Of($"{SlackIntake.Regret(kept)} {advice}"), cancellationToken);
                break;
        }

        return SlackReply.Received;
    }

    private ViewOrigin OriginOf(Request request) =>
        new(request.Place.Channel, request.Place.Thread, request.Payload.ResponseUrl is { } url ? seal.Seal(url) : null, null)
        {
            Home = request.Place.IsHome,
        };

    private Task<Kept> KeepAsync(Request request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.Serialize(request.Payload.ForStore(seal), SlackJson.Wire.Interaction);
        var conversation = request.Place.Channel ?? request.User;
        return intake.KeepAsync(
            request.Workspace.Value, request.Key, conversation, StoredNames.Interaction, body, request.Deadline, cancellationToken);
    }

    // The press itself is answered whatever becomes of the sentence.
    private async Task SayAsync(Request request, Card card, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(request.Deadline.ForSlack);
        try
        {
            var address = request.Payload.ResponseUrl ?? seal.Open(request.Place.Handle);
            await answers.TrySayAsync(address, request.Place.Channel, request.User, request.Place.Thread, card, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.AnswerLost("answer", "timeout");
        }
    }

    private sealed record Request(
        Interaction Payload, WorkspaceId Workspace, string User, InteractionPlace Place, string Key, Deadline Deadline)
    {
        public Asker Asker => new(StoredNames.Platform, Workspace, new PersonId(User), new ChannelId(Place.Channel ?? string.Empty));
    }
}
