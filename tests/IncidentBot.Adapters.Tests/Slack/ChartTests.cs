using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Sending;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class ChartTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 15, 47, 0, TimeSpan.Zero);
    private static readonly ChannelTarget Channel = ChannelTarget.Of(new ChannelId("C100"));
    private static readonly ChartPicture Picture = new("latency.png", new FileMadeBy("kept-picture", "INC-7 abc"));

    [Fact]
    public void A_short_chart_is_drawn_point_by_point()
    {
        var block = Block(Of(("p99", [300, 310, 12_000])));

        Assert.Equal("Latency of checkout", block["title"]!.ToString());
        Assert.Equal(["15:47", "15:48", "15:49"], Categories(block));
        Assert.Equal([300, 310, 12_000], Values(block, 0));
        Assert.Equal(("Time (UTC)", "duration (ms)"), Axes(block));
    }

    [Fact]
    public void Many_points_become_at_most_twenty_that_keep_the_peak_and_say_so()
    {
        double?[] values = [.. Enumerable.Repeat<double?>(300, 240)];
        values[101] = 12_000;
        var block = Block(Of(("p99", values)));

        Assert.Equal(20, Categories(block).Count);
        Assert.Contains(12_000, Values(block, 0));
        Assert.Equal("Highest in each 12 min: duration (ms)", Axes(block).Up);
    }

    [Fact]
    public void Where_the_low_points_matter_they_are_kept()
    {
        double?[] values = [.. Enumerable.Repeat<double?>(300, 100)];
        values[50] = 2;
        var block = Block(Of(("requests", values)) with { Keeps = ChartPeak.Lowest });

        Assert.Contains(2, Values(block, 0));
        Assert.StartsWith("Lowest in each 5 min", Axes(block).Up, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moment_without_data_is_left_out_and_named_and_never_zero()
    {
        var blocks = Rendered(Of(("p99", [1, 2, null, null, 5, 6]), ("p50", [1, 1, 1, 1, null, 1])));

        Assert.Equal(["15:47", "15:48", "15:52"], Categories(blocks[0]!));
        Assert.Equal([1, 2, 6], Values(blocks[0]!, 0));
        Assert.Equal("No data, so not drawn: 15:49 to 15:51 UTC.", Small(blocks[1]!));
    }

    [Fact]
    public void A_line_with_little_data_does_not_cost_the_others_their_points()
    {
        var blocks = Rendered(Of(("p99", [1, 2, 3, 4, 5, 6]), ("new", [null, null, null, null, null, 1])));

        Assert.Equal(6, Categories(blocks[0]!).Count);
        Assert.Equal("Lines not drawn: new.", Small(blocks[1]!));
    }

    [Fact]
    public void No_data_at_all_is_said_in_words()
    {
        var blocks = Rendered(Of(("p99", [null, double.NaN, double.PositiveInfinity])));

        Assert.Equal("*Latency of checkout*: p99 rose.", Small(Assert.Single(blocks)!));
    }

    [Fact]
    public void Six_lines_are_drawn_and_the_others_named()
    {
        var blocks = Rendered(Of([.. Enumerable.Range(1, 10).Select(number => ($"pod {number}", (double?[])[1, 2]))]));

        Assert.Equal(6, blocks[0]!["chart"]!["series"]!.AsArray().Count);
        Assert.Equal("Lines not drawn: pod 7, pod 8, pod 9 and 1 more.", Small(blocks[1]!));
    }

    [Fact]
    public void Long_names_that_begin_alike_stay_different()
    {
        var block = Block(Of(("checkout-7d9f8b6c5-abcde", [1]), ("checkout-7d9f8b6c5-abcdf", [2]), ("", [3])));

        var names = block["chart"]!["series"]!.AsArray().Select(series => series!["name"]!.ToString()).ToList();
        Assert.Equal(3, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, 20));
    }

    [Fact]
    public void A_chart_over_midnight_says_the_day()
    {
        var chart = Of(("p99", [1, 2])) with { Times = [Start, Start.AddHours(12)] };

        Assert.Equal(["4 May 15:47", "5 May 03:47"], Categories(Block(chart)));
    }

    [Fact]
    public void A_third_chart_of_a_message_is_said_in_words()
    {
        var chart = Of(("p99", [1, 2]));
        var blocks = Rendered(chart, chart, chart);

        Assert.Equal(["data_visualization", "data_visualization", "context"], blocks.Select(block => block!["type"]!.ToString()));
    }

    [Fact]
    public void Whatever_a_chart_holds_Slack_takes_it()
    {
        var random = new Random(14);
        for (var run = 0; run < 300; run++)
        {
            var points = random.Next(0, 300);
            var step = TimeSpan.FromSeconds(random.Next(1, 5000));
            var chart = new Chart(
                RandomText.Make(random, 80), RandomText.Make(random, 80), RandomText.Make(random, 10),
                [.. Enumerable.Range(0, points).Select(point => Start + (point * step))],
                [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => new ChartLine(RandomText.Make(random, 40), [.. Enumerable.Range(0, points).Select(_ => Any(random))]))],
                RandomText.Make(random, 300))
            {
                Keeps = (ChartPeak)random.Next(2),
            };
            Assert.Equal(ChatJson.Write(Card.Of("t") with { Parts = [chart] }), ChatJson.Write(ChatJson.ReadCard(ChatJson.Write(Card.Of("t") with { Parts = [chart] }))));
            Rendered(chart, chart);
        }
    }

    [Fact]
    public async Task A_workspace_that_refuses_the_block_gets_the_words_and_is_not_asked_again_for_a_while()
    {
        await using var slack = await RefusingChartsAsync();
        await using var bot = await BotAsync(slack);

        var first = Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post()));
        Assert.True(first.IsWithoutCharts);
        Assert.Equal(2, slack.Calls.Count);
        Assert.Contains("The picture is in the thread.", slack.Calls.Last()["blocks"], StringComparison.Ordinal);

        Assert.True(Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post())).IsWithoutCharts);
        Assert.Equal(3, slack.Calls.Count);

        bot.Clock.Advance(ChartSupport.Memory);
        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post()));
        Assert.Equal(5, slack.Calls.Count);
    }

    [Fact]
    public async Task A_message_that_is_refused_without_its_chart_too_was_not_refused_for_it()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("chat.postMessage", """{"ok":false,"error":"invalid_blocks"}""");
        await using var bot = await BotAsync(slack);

        Assert.True(Assert.IsType<NotSent>(await SlackApiTests.SendAsync(bot, Post())).Permanent);
        slack.On("chat.postMessage", """{"ok":true,"channel":"C100","ts":"9.7"}""");
        Assert.False(Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, Post())).IsWithoutCharts);
    }

    [Fact]
    public async Task Updates_and_private_answers_are_sent_without_the_chart_as_well()
    {
        await using var slack = await RefusingChartsAsync();
        await using var bot = await BotAsync(slack);
        var message = MessageTarget.Of(new MessageId(new ChannelId("C100"), "9.7"));

        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, new UpdateCard(message, Post().Card)));
        Assert.IsType<Sent>(await SlackApiTests.SendAsync(bot, new Answer(new ReplyTo(new ChannelId("C100"), new PersonId("U1")), Post().Card)));
        Assert.DoesNotContain("in the thread", slack.Calls.Last()["blocks"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_looked_at_for_its_chart()
    {
        await using var slack = await WebApiStub.StartAsync();
        slack.On("conversations.history", """{"ok":true,"messages":[{"ts":"9.7","blocks":[{"type":"context"},7,{"type":3}],"metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-7/card"}}}]}""");
        await using var bot = await BotAsync(slack);

        Assert.True(Assert.IsType<Sent>(await SlackApiTests.SettleAsync(bot, Post())).IsWithoutCharts);
        slack.On("conversations.history", """{"ok":true,"messages":[{"ts":"9.7","blocks":[{"type":"data_visualization"}],"metadata":{"event_type":"incidentbot_outbox","event_payload":{"key":"INC-7/card"}}}]}""");
        Assert.False(Assert.IsType<Sent>(await SlackApiTests.SettleAsync(bot, Post())).IsWithoutCharts);
    }

    [Fact]
    public async Task The_simulated_Slack_shows_a_chart_or_refuses_it_on_demand_and_takes_its_picture_in_the_thread()
    {
        await using var slack = await SimulatedSlack.StartAsync();
        var channel = ChannelTarget.Of((await slack.MustSendAsync("c", new OpenChannel("inc-7-chart", false))).Channel!.Value);
        var post = Post() with { Channel = channel };
        Assert.False((await slack.MustSendAsync("one", post)).IsWithoutCharts);

        await slack.DoAsync("faults", """{"match":{"method":"chat.*","block":"data_visualization"},"error":"invalid_blocks","times":9}""");
        var plain = await slack.MustSendAsync("words", new PostCard(channel, Card.Of("No chart in it")));
        Assert.False(plain.IsWithoutCharts);
        var second = await slack.MustSendAsync("two", post);
        Assert.True(second.IsWithoutCharts);
        await slack.MustSendAsync("two/picture/1", new UploadFile(channel, "latency.png", "Latency", "not a real picture", "") { Thread = second.Message, Alt = "p99 rose." });

        var messages = (await slack.MessagesAsync(channel.Known!)).ToList();
        Assert.Equal(1, messages.Count(message => message!["blocks"]?.ToJsonString().Contains("data_visualization", StringComparison.Ordinal) == true));
        var picture = Assert.Single(messages, message => message!["files"] is JsonArray { Count: > 0 });
        Assert.Equal((second.Message, "p99 rose."), (picture!["thread_ts"]?.ToString(), picture["files"]![0]!["alt_txt"]?.ToString()));
    }

    private static async Task<WebApiStub> RefusingChartsAsync()
    {
        var slack = await WebApiStub.StartAsync();
        foreach (var method in (string[])["chat.postMessage", "chat.update", "chat.postEphemeral"])
            slack.On(method, call => call["blocks"]?.Contains("data_visualization", StringComparison.Ordinal) == true
                ? """{"ok":false,"error":"invalid_blocks"}"""
                : """{"ok":true,"channel":"C100","ts":"9.7"}""");
        return slack;
    }

    private static Task<SlackBot> BotAsync(WebApiStub slack) =>
        new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();

    private static PostCard Post() => new(Channel, new Card("words", [new Paragraph("words"), Of(("p99", [1, 2])) with { Picture = Picture }]));

    private static Chart Of(params (string Name, double?[] Values)[] lines) => new(
        "Latency of checkout", "duration", "ms",
        [.. Enumerable.Range(0, lines[0].Values.Length).Select(minute => Start.AddMinutes(minute))],
        [.. lines.Select(line => new ChartLine(line.Name, line.Values))],
        "p99 rose.");

    private static double? Any(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => double.NaN,
        2 => -1e300 * random.NextDouble(),
        3 => 1e-300 * random.NextDouble(),
        4 => double.MaxValue,
        _ => random.NextDouble() * 1000,
    };

    // Also asks the simulated Slack, which knows its rules.
    private static JsonArray Rendered(params Chart[] charts)
    {
        var blocks = JsonNode.Parse(SlackBlocksTests.Blocks(SlackBlocks.Render(new Card("t", [.. charts]))))!.AsArray();
        global::IncidentBot.Simulator.BlockKit.BlockRules.CheckMessage(blocks);
        return blocks;
    }

    private static JsonNode Block(Chart chart) => Assert.Single(Rendered(chart))!;

    private static List<string> Categories(JsonNode block) => [.. block["chart"]!["axis_config"]!["categories"]!.AsArray().Select(one => one!.ToString())];

    private static List<double> Values(JsonNode block, int line) =>
        [.. block["chart"]!["series"]![line]!["data"]!.AsArray().Select(one => one!["value"]!.GetValue<double>())];

    private static (string Along, string Up) Axes(JsonNode block) =>
        (block["chart"]!["axis_config"]!["x_label"]!.ToString(), block["chart"]!["axis_config"]!["y_label"]!.ToString());

    private static string Small(JsonNode block) => block["elements"]![0]!["text"]!.ToString();
}
