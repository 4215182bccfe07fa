using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>What people do with the app: commands, buttons, shortcuts, forms. The app is asked while nothing is locked.</summary>
internal sealed class InteractionRoutes(SlackServices slack, InteractionPayloads payloads, Dispatcher dispatcher)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Command("command", CommandAsync);
        routes.Command("click", ClickAsync);
        routes.Command("tick", TickAsync);
        routes.Command("shortcut", ShortcutAsync);
        routes.Command("submit", SubmitAsync);
        routes.Command("close", CloseAsync);
        routes.Command("url_verification", VerifyAsync);
    }

    private async Task<JsonObject> CommandAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var command = request.Required("command");
        if (command[0] != '/') throw new MalformedRequest("\"command\" must begin with a slash, such as /incident.");
        // Slack's client sends nobody's command to an app: it says that there is none.
        if (!DefaultApp.Commands.Any(c => c.Command == command)) throw new SlackRefusal("unknown_command");
        if (request.Optional("thread_ts") is not null) throw new SlackRefusal("command_not_supported_in_threads");
        Person person;
        Channel channel;
        OutboundRequest delivery;
        lock (Workspace.Gate)
        {
            person = request.Person(Workspace);
            channel = request.Channel(Workspace, person);
            slack.Conversations.Enter(channel, person.Id);
            delivery = payloads.Command(person, channel, command, request.Optional("text") ?? "");
        }
        var answer = await dispatcher.SendNowAsync(delivery, cancellationToken);
        lock (Workspace.Gate)
        {
            var error = Failure(answer) ?? ShowAnswer(channel, person, answer);
            if (error is not null)
                Tell(channel, person, $"{command} failed with the error \"{(error == "app_unreachable" ? "dispatch_failed" : error)}\"");
            return Result(answer, error);
        }
    }

    private async Task<JsonObject> ClickAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        OutboundRequest delivery;
        lock (Workspace.Gate)
        {
            var person = request.Person(Workspace);
            delivery = request.Optional("view_id") is { } viewId ? ClickInView(request, person, viewId) : ClickInMessage(request, person);
        }
        return await DeliverAsync(delivery, cancellationToken);
    }

    private OutboundRequest ClickInMessage(ControlRequest request, Person person)
    {
        var channel = request.Channel(Workspace, person);
        var message = request.Message(channel);
        if (message.EphemeralTo is not null && message.EphemeralTo != person.Id) throw new SlackRefusal("message_not_found");
        // A client that has not yet shown the latest version still sends what stood in a former one.
        var (block, element) = FindElement(request, message.AllBlocks.Concat(message.FormerBlocks));
        return Use(person, channel, message, ReadAction(request, block, element));
    }

    private OutboundRequest Use(Person person, Channel channel, Message message, JsonObject action)
    {
        slack.Conversations.Enter(channel, person.Id);
        if (action["type"]?.ToString() == "checkboxes")
        {
            var ticked = (action["selected_options"] as JsonArray ?? []).Select(option => option?["value"]?.ToString() ?? "");
            message.Boxes.Click(person.Id, action["block_id"]!.ToString(), action["action_id"]!.ToString(), [.. ticked]);
        }
        return payloads.MessageAction(person, channel, message, action);
    }

    /// <summary>
    /// A person clicks one box: their client ticks it, or takes the tick away, and sends all that it shows ticked then. Without
    /// "block_id" it is the newest state of the message; one that was replaced may be named, as a client may still show it. With
    /// "ticked" it is so afterwards, however often it is clicked.
    /// </summary>
    private async Task<JsonObject> TickAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        OutboundRequest delivery;
        lock (Workspace.Gate)
        {
            var person = request.Person(Workspace);
            var channel = request.Channel(Workspace, person);
            var message = request.Message(channel);
            var (option, blockId) = (request.Required("option"), request.Optional("block_id"));
            var shown = blockId is null ? message.AllBlocks : message.AllBlocks.Concat(message.FormerBlocks);
            var (block, element) = Elements.FindBox(shown, option, blockId) ?? throw new SlackRefusal("option_not_found");
            var before = message.Boxes.Seen(message, person.Id, block["block_id"]!.ToString(), element["action_id"]!.ToString());
            var isTicked = request.Body.ContainsKey("ticked") ? request.Flag("ticked") : !before.Contains(option, StringComparer.Ordinal);
            IEnumerable<string> ticked = isTicked ? before.Append(option).Distinct() : before.Where(one => one != option);
            var value = new JsonArray([.. ticked.Select(one => (JsonNode)one)]);
            delivery = Use(
                person, channel, message, payloads.Action(block, element, value) ?? throw new SlackRefusal("option_not_found"));
        }
        return await DeliverAsync(delivery, cancellationToken);
    }

    private OutboundRequest ClickInView(ControlRequest request, Person person, string viewId)
    {
        var view = OwnView(person, viewId);
        var (block, element) = FindElement(request, view.Blocks);
        FillIn(view, request.Object("values"));
        return payloads.ViewAction(person, view, ReadAction(request, block, element));
    }

    private static (JsonObject Block, JsonObject Element) FindElement(ControlRequest request, IEnumerable<JsonNode?> blocks) =>
        Elements.Find(blocks, request.Required("action_id"), request.Optional("block_id"), (request.Body["value"] as JsonValue)?.ToString())
            ?? throw new SlackRefusal("action_not_found");

    private JsonObject ReadAction(ControlRequest request, JsonObject block, JsonObject element) =>
        payloads.Action(block, element, request.Body["value"]) ?? throw new SlackRefusal("option_not_found");

    private async Task<JsonObject> ShortcutAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var callbackId = request.Required("callback_id");
        if (!DefaultApp.MessageShortcuts.Any(s => s.CallbackId == callbackId)) throw new SlackRefusal("shortcut_not_found");
        // The app has no global shortcuts: each of its shortcuts stands in the menu of a message.
        if (request.Optional("channel") is null || request.Optional("ts") is null) throw new SlackRefusal("message_not_found");
        OutboundRequest delivery;
        lock (Workspace.Gate)
        {
            var person = request.Person(Workspace);
            var channel = request.Channel(Workspace, person);
            var message = request.Message(channel);
            if (message.EphemeralTo is not null) throw new SlackRefusal("message_not_found");
            slack.Conversations.Enter(channel, person.Id);
            delivery = payloads.MessageShortcut(person, callbackId, channel, message);
        }
        return await DeliverAsync(delivery, cancellationToken);
    }

    private async Task<JsonObject> SubmitAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        View view;
        OutboundRequest delivery;
        lock (Workspace.Gate)
        {
            var person = request.Person(Workspace);
            view = OwnView(person, request.Required("view_id"));
            if (view.Definition["submit"] is null) throw new SlackRefusal("view_has_no_submit");
            FillIn(view, request.Object("values"));
            // Slack's own client checks these before it asks the app.
            if (FormCheck.Problems(view) is { Count: > 0 } problems)
                return new JsonObject
                {
                    ["ok"] = false, ["error"] = "invalid_input", ["status"] = null,
                    ["response"] = new JsonObject { ["response_action"] = "errors", ["errors"] = problems },
                };
            delivery = payloads.Submission(person, view);
        }
        var answer = await dispatcher.SendNowAsync(delivery, cancellationToken);
        lock (Workspace.Gate) return Result(answer, Failure(answer) ?? ApplySubmission(view, answer));
    }

    private async Task<JsonObject> CloseAsync(ControlRequest request, CancellationToken cancellationToken)
    {
        var deliveries = new List<OutboundRequest>();
        lock (Workspace.Gate)
        {
            var person = request.Person(Workspace);
            var view = OwnView(person, request.Required("view_id"));
            IReadOnlyList<View> closed = view.Flag("clear_on_close") ? slack.Views.CloseAll(person.Id) : [view];
            slack.Views.Close(view);
            deliveries.AddRange(
                closed.Where(v => v.Flag("notify_on_close")).Select(v => payloads.Closed(person, v, cleared: closed.Count > 1)));
        }
        var result = ControlRoutes.Ok();
        foreach (var delivery in deliveries) result = await DeliverAsync(delivery, cancellationToken);
        return result;
    }

    /// <summary>What Slack does when an address for events is entered: the app must send the challenge back.</summary>
    private async Task<JsonObject> VerifyAsync(ControlRequest _, CancellationToken cancellationToken)
    {
        string challenge;
        lock (Workspace.Gate) challenge = Workspace.Ids.Next("challenge-");
        var body = new JsonObject { ["token"] = DefaultApp.VerificationToken, ["challenge"] = challenge, ["type"] = "url_verification" };
        var request = new OutboundRequest("url_verification", "/slack/events", "application/json", body.ToJsonString(WireJson.Writing));
        var answer = await dispatcher.SendNowAsync(request, cancellationToken);
        var echoed = answer.Response is JsonObject response ? response["challenge"]?.ToString() : answer.Body.Trim();
        return Result(answer, Failure(answer) ?? (echoed == challenge ? null : "challenge_failed"));
    }

    private async Task<JsonObject> DeliverAsync(OutboundRequest delivery, CancellationToken cancellationToken)
    {
        var answer = await dispatcher.SendNowAsync(delivery, cancellationToken);
        return Result(answer, Failure(answer));
    }

    private View OwnView(Person person, string viewId)
    {
        var view = slack.Views.Find(viewId);
        return view is not null && view.UserId == person.Id ? view : throw new SlackRefusal("view_not_found");
    }

    private static void FillIn(View view, JsonObject? values)
    {
        foreach (var (blockId, fields) in values ?? [])
        {
            var block = view.Blocks.OfType<JsonObject>().FirstOrDefault(b => b["block_id"]?.ToString() == blockId)
                ?? throw new SlackRefusal("block_not_found");
            if (fields is not JsonObject byAction) throw new MalformedRequest($"\"values\" must hold an object for the block {blockId}.");
            foreach (var (actionId, given) in byAction)
            {
                var element = Elements.Of(block).FirstOrDefault(e => e["action_id"]?.ToString() == actionId)
                    ?? throw new SlackRefusal("action_not_found");
                ViewState.Put(view.State, blockId, actionId, ElementValue.From(element, given)
                    ?? throw new SlackRefusal("option_not_found"));
            }
        }
    }

    /// <summary>Applies the app's answer to a form; returns the error Slack would show.</summary>
    private string? ApplySubmission(View view, AppAnswer answer)
    {
        var response = answer.Response as JsonObject;
        if (response is null && answer.Body.Trim().Length > 0) return "invalid_response";
        try
        {
            switch (response?["response_action"]?.ToString())
            {
                case null: slack.Views.Close(view); break;
                case "clear": slack.Views.CloseAll(view.UserId); break;
                case "errors": return response["errors"] is JsonObject { Count: > 0 } errors
                    ? UnknownBlock(view, errors)
                    : "invalid_response";
                case "update": slack.Views.Update(view, Definition(response), hash: null); break;
                case "push": slack.Views.PushOnto(view, Definition(response)); break;
                default: return "invalid_response";
            }
            return null;
        }
        catch (SlackRefusal refusal)
        {
            return refusal.Error;
        }
    }

    private static string? UnknownBlock(View view, JsonObject errors) =>
        errors.All(e => view.Blocks.OfType<JsonObject>().Any(b => b["block_id"]?.ToString() == e.Key && b["type"]?.ToString() == "input"))
            ? null
            : "invalid_response";

    private static JsonObject Definition(JsonObject response) =>
        response["view"]?.DeepClone() as JsonObject ?? throw new SlackRefusal("invalid_response");

    /// <summary>Shows what the app answered to a command; returns the error Slack would show.</summary>
    private string? ShowAnswer(Channel channel, Person person, AppAnswer answer)
    {
        if (answer.Body.Length == 0) return null;
        var body = answer.Response as JsonObject ?? new JsonObject { ["text"] = answer.Body };
        if (body.Count == 0) return null;
        try
        {
            var arguments = new MethodArguments(body);
            ContentEndpoints.Answer(slack, channel, person.Id, arguments, ChatMethods.ReadDraft(arguments, required: true));
            return null;
        }
        catch (SlackRefusal)
        {
            return "invalid_command_response";
        }
    }

    private void Tell(Channel channel, Person person, string text) =>
        slack.Posts.PostEphemeral(channel, person.Id, new Draft("USLACKBOT", text));

    private static string? Failure(AppAnswer answer) => answer.Failure switch
    {
        null => null,
        "http_timeout" => "operation_timeout",
        "connection_failed" => "app_unreachable",
        _ => "dispatch_failed",
    };

    private static JsonObject Result(AppAnswer answer, string? error)
    {
        var result = new JsonObject
        {
            ["ok"] = error is null, ["ack_ms"] = Math.Round(answer.Ms, 1), ["status"] = answer.Status, ["response"] = answer.Response,
        };
        if (error is not null) result["error"] = error;
        return result;
    }
}
