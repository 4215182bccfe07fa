using IncidentBot.Chat;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SimulatedSlackTests
{
    private static readonly ChannelTarget Incidents = ChannelTarget.Of(new ChannelId(SimulatedSlack.Incidents));

    [Fact]
    public async Task A_command_is_taken_in_read_and_answered_where_it_was_typed()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var result = await slack.DoAsync("command", Act("""
            "command":"/incident","text":"role commander @sam & <co>"
            """));
        Assert.Equal(200, result["status"]!.GetValue<int>());

        var command = await slack.ReadLastAsync<CommandTyped>();
        Assert.Equal("role commander @sam & <co>", command.Text.Plain);
        Assert.Equal(new PersonId(SimulatedSlack.Sam), Assert.Single(command.Text.Mentions).Person);
        Assert.Equal(("maya", "Europe/Berlin"), (command.Who.Name, command.Who.TimeZone));

        await slack.MustSendAsync("k", new Answer(command.Reply, Card.Of("Sam commands <now>.")));
        var shown = Assert.Single(await slack.MessagesAsync(SimulatedSlack.Incidents))!;
        Assert.Equal(SimulatedSlack.Maya, shown["ephemeral_to"]!.ToString());
        Assert.Contains("Sam commands", shown["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_opened_corrected_and_sent_off()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        slack.Bot.Answer = new OpenIt(new Form("start", "Start an incident", "Start", "ctx", [new TextField("title", "What is wrong?"), new ChoiceField("severity", "How bad?", [new Choice("1", "one"), new Choice("2", "two")], Optional: true)]));
        await slack.DoAsync("command", Act("""
            "command":"/incident","text":"start"
            """));
        var view = Assert.Single((System.Text.Json.Nodes.JsonArray)await slack.GetAsync("views?user=" + SimulatedSlack.Maya))!;
        Assert.Equal("start", view["callback_id"]!.ToString());
        var submit = $$$"""{"user":"{{{SimulatedSlack.Maya}}}","view_id":"{{{view["id"]}}}","values":{"title":{"title":"Checkout <500s>"},"severity":{"severity":"2"} } }""";

        slack.Bot.Answer = new CorrectIt(new Dictionary<string, string> { ["title"] = "Say more." });
        var corrected = await slack.DoAsync("submit", submit);
        Assert.Equal("errors", corrected["response"]!["response_action"]!.ToString());
        Assert.Empty(slack.Bot.Accepted);

        slack.Bot.Answer = new AcceptIt();
        await slack.DoAsync("submit", submit);
        var form = await slack.ReadLastAsync<FormSubmitted>();
        Assert.Equal(("start", "ctx", SimulatedSlack.Incidents), (form.Form, form.Context, form.Channel.Value));
        Assert.Equal(["severity=2", "title=Checkout <500s>"], form.Values.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));
        await slack.MustSendAsync("k", new Answer(form.Reply, Card.Of("Started.")));
        Assert.Equal(SimulatedSlack.Maya, Assert.Single(await slack.MessagesAsync(SimulatedSlack.Incidents))!["ephemeral_to"]!.ToString());
    }

    [Fact]
    public async Task A_user_group_is_invited_with_whoever_is_in_it_and_one_that_cannot_be_read_keeps_nobody_out()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var opened = await slack.MustSendAsync("INC-7/channel", new OpenChannel("inc-7-outage", false));
        var channel = ChannelTarget.Of(opened.Channel!.Value);

        var failed = Assert.IsType<NotSent>(await slack.SendAsync("i", new Invite(channel, [new PersonId("S0NOBODY"), new PersonId("S0LOCALONCALL")])));
        Assert.True(failed.Permanent);
        Assert.Contains("S0NOBODY cannot be read", failed.Sentence, StringComparison.Ordinal);

        var members = (await slack.GetAsync("state"))["channels"]!.AsArray().First(one => one!["id"]!.ToString() == opened.Channel.Value.Value)!["members"]!.ToJsonString();
        Assert.Contains(SimulatedSlack.Maya, members, StringComparison.Ordinal);
        Assert.Contains("U0LOCALSAM", members, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incidents_channel_is_opened_furnished_and_used()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var opened = await slack.MustSendAsync("INC-7/channel", new OpenChannel("inc-7-Überlauf", false));
        Assert.Equal("inc-7-uberlauf", opened.Name);
        var channel = ChannelTarget.Of(opened.Channel!.Value);
        await slack.MustSendAsync("t", new SetTopic(channel, "INC-7 SEV2"));
        await slack.MustSendAsync("i", new Invite(channel, [new PersonId(SimulatedSlack.Maya), new PersonId("U0NOBODY"), new PersonId("U0LOCALBOT")]));
        await slack.MustSendAsync("i2", new Invite(channel, [new PersonId(SimulatedSlack.Maya)]));
        var card = await slack.MustSendAsync("INC-7/card", new PostCard(channel, SampleCards.All["incident"]));
        var message = MessageTarget.Of(new MessageId(card.Channel!.Value, card.Message!));
        await slack.MustSendAsync("p", new PinMessage(message));
        await slack.MustSendAsync("p2", new PinMessage(message));
        await slack.MustSendAsync("u", new UpdateCard(message, SampleCards.All["checklist"]));
        await slack.MustSendAsync("f", new UploadFile(channel, "postmortem.md", "Postmortem", "# INC-7\n", "Draft 1"));

        var messages = await slack.MessagesAsync(opened.Channel.Value.Value);
        Assert.Contains(messages, shown => shown!["files"]?.AsArray().Any(file => file!["name"]?.ToString() == "postmortem.md") == true);
        var updated = Assert.Single(messages, shown => shown!["ts"]!.ToString() == card.Message);
        Assert.Contains("How many customers", updated!["text"]!.ToString(), StringComparison.Ordinal);

        await slack.DoAsync("click", $$"""{"user":"{{SimulatedSlack.Maya}}","channel":"{{opened.Channel}}","ts":"{{card.Message}}","action_id":"show_phase#2"}""");
        var pressed = await slack.ReadLastAsync<ButtonPressed>();
        Assert.Equal(("show_phase", "INC-7|fix", (MessageId?)message.Known), (pressed.Action, pressed.Value, pressed.Message));
    }

    [Fact]
    public async Task A_reaction_on_a_reply_finds_the_reply()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var parent = (await slack.DoAsync("message", Act("\"text\":\"what now?\"")))["ts"]!.ToString();
        var reply = (await slack.DoAsync("message", Act($"\"text\":\"evictions > 900/s\",\"thread_ts\":\"{parent}\"")))["ts"]!.ToString();
        await slack.DoAsync("react", Act($"\"ts\":\"{reply}\",\"name\":\"pushpin\""));

        var reaction = await slack.ReadLastAsync<ReactionAdded>();
        Assert.Equal(("pushpin", new MessageId(new ChannelId(SimulatedSlack.Incidents), reply)), (reaction.Reaction, reaction.Message));
        var found = await slack.Bot.Platform.FindMessageAsync(reaction.Workspace, reaction.Message, default);
        Assert.Equal(("evictions > 900/s", "maya", parent), (found!.Text, found.Author.Name, found.Thread));
        Assert.Contains(reply.Replace(".", "", StringComparison.Ordinal), (await slack.Bot.Platform.FindPermalinkAsync(reaction.Workspace, reaction.Message, default))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await slack.Bot.Platform.FindMessageAsync(reaction.Workspace, new MessageId(reaction.Channel, "1.1"), default));
    }

    [Fact]
    public async Task A_mention_in_a_thread_and_a_shortcut_are_read()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var parent = (await slack.DoAsync("message", Act("\"text\":\"cache is full\"")))["ts"]!.ToString();
        await slack.DoAsync("message", Act($"\"text\":\"@incidentbot note x\",\"thread_ts\":\"{parent}\""));
        var command = await slack.ReadLastAsync<CommandTyped>();
        Assert.Equal(("note x", parent), (command.Text.Plain, command.Reply.Thread));

        await slack.DoAsync("shortcut", Act($"\"callback_id\":\"add_to_timeline\",\"ts\":\"{parent}\""));
        var picked = await slack.ReadLastAsync<MessagePicked>();
        Assert.Equal(("add_to_timeline", "cache is full", parent), (picked.Shortcut, picked.Message.Text, picked.Message.Id.Id));
    }

    [Fact]
    public async Task Effects_whose_answer_was_lost_are_found_and_not_repeated()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var open = new OpenChannel("inc-9-lost", true);
        await DropAsync(slack, "conversations.create");
        Assert.IsType<OutcomeUnknown>(await slack.SendAsync("INC-9/channel", open));
        var settled = Assert.IsType<Sent>(await slack.SettleAsync("INC-9/channel", open));
        Assert.Equal("inc-9-lost", settled.Name);

        var post = new PostCard(ChannelTarget.Of(settled.Channel!.Value), SampleCards.All["incident"]);
        Assert.Null(await slack.SettleAsync("INC-9/card", post));
        await DropAsync(slack, "chat.postMessage");
        Assert.IsType<OutcomeUnknown>(await slack.SendAsync("INC-9/card", post));
        var card = Assert.IsType<Sent>(await slack.SettleAsync("INC-9/card", post));
        Assert.Null(await slack.SettleAsync("INC-9/other", post));

        var reply = post with { Thread = card.Message };
        await DropAsync(slack, "chat.postMessage");
        Assert.IsType<OutcomeUnknown>(await slack.SendAsync("INC-9/reply", reply));
        Assert.NotEqual(card, Assert.IsType<Sent>(await slack.SettleAsync("INC-9/reply", reply)));

        var upload = new UploadFile(post.Channel, "pm.md", "Postmortem", "# x", "");
        await DropAsync(slack, "files.completeUploadExternal");
        string? begun = null;
        var request = SimulatedSlack.Request("INC-9/file", upload) with { KeepAsync = (file, _) => Task.FromResult(begun = file) };
        Assert.IsType<OutcomeUnknown>(await slack.Bot.Platform.SendAsync(request, default));
        Assert.NotNull(Assert.IsType<Sent>(await slack.Bot.Platform.SettleAsync(request with { Progress = begun }, default)).Message);
    }

    [Fact]
    public async Task A_file_whose_bytes_are_there_is_only_shown_and_one_whose_bytes_are_not_goes_up_anew()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var channel = ChannelTarget.Of((await slack.MustSendAsync("c", new OpenChannel("inc-9-file", false))).Channel!.Value);
        var upload = new UploadFile(channel, "pm.md", "Postmortem", "# x", "");
        var kept = new List<string>();
        var request = SimulatedSlack.Request("f", upload) with { KeepAsync = (file, _) => Keep(kept, file) };
        await slack.DoAsync("faults", """{"match":{"method":"files.completeUploadExternal"},"status":503,"times":1}""");
        Assert.IsType<OutcomeUnknown>(await slack.Bot.Platform.SendAsync(request, default));

        Assert.Null(await slack.Bot.Platform.SettleAsync(request with { Progress = kept[0] }, default));
        Assert.IsType<Sent>(await slack.Bot.Platform.SendAsync(request with { Progress = kept[0] }, default));
        Assert.Single(kept);
        Assert.IsType<Sent>(await slack.Bot.Platform.SendAsync(request with { Progress = "F0NOBYTES" }, default));
        Assert.Equal(2, kept.Count);
    }

    [Fact]
    public async Task The_simulated_Slack_takes_whatever_the_renderer_makes()
    {
        // Four at once are what the bot itself allows in one channel.
        var random = new Random(99);
        for (var i = 0; i < 8; i += 4) await TakesAsync(random, [.. Enumerable.Range(i, 4)]);
    }

    private static async Task TakesAsync(Random random, int[] numbers)
    {
        await using var slack = await SimulatedSlack.StartAsync();
        foreach (var i in numbers) await slack.MustSendAsync($"k{i}", new PostCard(Incidents, RandomCards.Make(random)));
    }

    [Fact]
    public async Task An_announcement_goes_to_a_channel_given_by_name()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var sent = await slack.MustSendAsync("a", new PostCard(new ChannelTarget("#incidents", null), Card.Of("INC-7 is open")));
        Assert.Equal(SimulatedSlack.Incidents, sent.Channel!.Value.Value);
    }

    [Fact]
    public async Task A_taken_name_gets_a_number_there_too()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        await slack.MustSendAsync("a", new OpenChannel("inc-7-x", false));
        Assert.Equal("inc-7-x-2", (await slack.MustSendAsync("b", new OpenChannel("inc-7-x", false))).Name);
    }

    private static string Act(string more) => $$"""{"user":"{{SimulatedSlack.Maya}}","channel":"{{SimulatedSlack.Incidents}}",{{more}}}""";

    private static Task Keep(List<string> kept, string file)
    {
        kept.Add(file);
        return Task.CompletedTask;
    }

    private static Task DropAsync(SimulatedSlack slack, string method) =>
        slack.DoAsync("faults", $$$"""{"match":{"method":"{{{method}}}"},"drop_response":true,"times":1}""");
}
