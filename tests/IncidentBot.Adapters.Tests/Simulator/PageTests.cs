using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>The simulator's page, used by a real browser.</summary>
public sealed class PageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IAsyncLifetime
{
    private readonly List<string> complaints = [];
    private TinyApp app = null!;
    private IPage page = null!;

    public async ValueTask InitializeAsync() => app = await TinyApp.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (page is not null) await page.Context.DisposeAsync();
        await app.DisposeAsync();
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_newcomer_is_told_what_to_type()
    {
        await OpenAsync();

        await Expect("first-run-hint").ToContainTextAsync("/incident start Checkout returns 500s");
        await Expect("title").ToHaveTextAsync("general");
        await Expect("live").ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_message_is_written_reacted_to_and_answered_in_its_thread()
    {
        await OpenAsync();
        await SayAsync("composer", "p99 is at *8 s*");
        var message = Message("p99 is at 8 s");
        await Assertions.Expect(message.Locator("strong")).ToHaveTextAsync("8 s");

        await message.GetByTestId("react").ClickAsync();
        await page.Locator(".picker [data-emoji=pushpin]").ClickAsync();
        await Assertions.Expect(message.Locator(".reaction[data-emoji=pushpin]")).ToHaveAttributeAsync("aria-pressed", "true");

        await message.GetByTestId("reply").ClickAsync();
        await SayAsync("thread-composer", "looking");
        await Assertions.Expect(page.GetByTestId("thread-log").Locator(".message")).ToHaveCountAsync(2);
        await Assertions.Expect(message.GetByTestId("replies")).ToContainTextAsync("1 reply");
        await Assertions.Expect(page.GetByTestId("log").GetByText("looking")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_command_in_a_thread_is_refused_with_the_way_that_works()
    {
        await OpenAsync();
        await SayAsync("composer", "errors everywhere");
        await Message("errors everywhere").GetByTestId("reply").ClickAsync();
        await SayAsync("thread-composer", "/incident note rollback");

        await Expect("thread-composer-notice").ToContainTextAsync("do not work in threads");
        await page.Locator(".notice .link").ClickAsync();
        await Assertions.Expect(page.GetByTestId("thread-composer")).ToHaveValueAsync("@incidentbot note rollback");
    }

    [Fact]
    public async Task A_command_is_hinted_at_sent_and_answered_to_its_writer_alone()
    {
        await OpenAsync();
        await page.GetByTestId("composer").FillAsync("/incident st");
        await Expect("composer-suggestions").ToContainTextAsync("/incident start");
        await Expect("composer-suggestions").ToContainTextAsync("/incident status");
        await SayAsync("composer", "/incident list");

        await Assertions.Expect(Message("You said list")).ToContainTextAsync("Only visible to you");
        await page.GetByTestId("person").SelectOptionAsync("U0LOCALSAM");
        await Assertions.Expect(Message("You said list")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_button_asks_first_and_then_reaches_the_app()
    {
        await OpenAsync();
        await app.ApiAsync("chat.postMessage", new { channel = "C0LOCALGENERAL", text = "INC-7", blocks = Card });
        var card = Message("Checkout returns 500s");
        await Assertions.Expect(card.GetByText("APP", new() { Exact = true })).ToBeVisibleAsync();

        await card.Locator("[data-action-id=resolve]").ClickAsync();
        await Expect("confirm").ToContainTextAsync("Sure?");
        await page.GetByTestId("confirm-yes").ClickAsync();
        var clicked = await app.NextInteractionAsync();
        Assert.Equal("resolve", clicked["actions"]![0]!["action_id"]!.GetValue<string>());
        Assert.Equal("U0LOCALMAYA", clicked["user"]!["id"]!.GetValue<string>());

        await card.Locator("[data-action-id=severity]").SelectOptionAsync("1");
        Assert.Equal("1", (await app.NextInteractionAsync())["actions"]![0]!["selected_option"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_form_shows_what_is_wrong_at_its_field_and_then_arrives_whole()
    {
        app.Form = JsonNode.Parse(FormJson);
        await OpenAsync();
        await SayAsync("composer", "/incident start");
        await Expect("modal").ToBeVisibleAsync();

        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect("error-title").ToHaveTextAsync("Please fill in this field.");
        app.Answer = _ => JsonNode.Parse("""{"response_action":"errors","errors":{"title":"Say what a customer sees."}}""");
        await page.Locator("[data-block-id=title]").FillAsync("bad");
        await page.GetByTestId("modal-submit").ClickAsync();
        await app.NextInteractionAsync();
        await Expect("error-title").ToHaveTextAsync("Say what a customer sees.");

        app.Answer = _ => null;
        await FillFormAsync();
        await page.GetByTestId("modal-submit").ClickAsync();
        await Expect("modal").ToHaveCountAsync(0);
        var values = (await app.NextInteractionAsync())["view"]!["state"]!["values"]!;
        Assert.Equal("Checkout returns 500s", values["title"]!["title"]!["value"]!.GetValue<string>());
        Assert.Equal("1", values["severity"]!["severity"]!["selected_option"]!["value"]!.GetValue<string>());
        Assert.Equal("U0LOCALPRIYA", values["commander"]!["commander"]!["selected_user"]!.GetValue<string>());
        Assert.Equal(2, values["services"]!["services"]!["selected_options"]!.AsArray().Count);
        // 09:30 on the wall of Maya's Berlin in winter.
        Assert.Equal(1767256200, values["began"]!["began"]!["selected_date_time"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_shortcut_reaches_the_app_with_its_message()
    {
        await OpenAsync();
        await SayAsync("composer", "cache was killed for memory");
        await Message("cache was killed").GetByTestId("message-menu").ClickAsync();
        await page.GetByTestId("shortcut-add_to_timeline").ClickAsync();

        var used = await app.NextInteractionAsync();
        Assert.Equal("add_to_timeline", used["callback_id"]!.GetValue<string>());
        Assert.Equal("cache was killed for memory", used["message"]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Markup_in_names_topics_and_texts_stays_text()
    {
        const string Attack = "<img src=x onerror=window.harmed=1>";
        await app.ActAsync("users", new { name = Attack, tz = "Europe/Berlin" });
        await app.ApiAsync("conversations.setTopic", new { channel = "C0LOCALGENERAL", topic = Attack });
        await app.ActAsync("message", new { user = Attack, channel = "general", text = Attack });
        await app.ApiAsync("chat.postMessage", new { channel = "C0LOCALGENERAL", text = "x", blocks = AttackCard(Attack) });
        await OpenAsync();

        await Assertions.Expect(page.GetByTestId("topic")).ToHaveTextAsync(Attack);
        await Assertions.Expect(page.GetByTestId("author").GetByText(Attack)).ToBeVisibleAsync();
        // The line that the topic was set, the message, and two blocks.
        await Assertions.Expect(page.Locator(".message-body").GetByText(Attack)).ToHaveCountAsync(4);
        Assert.Equal(0, await page.Locator("img").CountAsync());
        Assert.False(await page.EvaluateAsync<bool>("'harmed' in window"));
    }

    [Fact]
    public async Task What_people_write_is_formatted_as_Slack_formats_it()
    {
        await OpenAsync();
        foreach (var (text, markup) in Formatted)
            Assert.Equal(markup, await page.EvaluateAsync<string>(
                "async text => { const { mrkdwn } = await import('/page/mrkdwn.js'); const box = document.createElement('div'); box.append(...mrkdwn(text)); return box.innerHTML; }",
                text));
    }

    [Fact]
    public async Task Every_kind_of_block_is_shown_and_what_stands_within_one_can_be_pressed()
    {
        await OpenAsync();
        foreach (var (place, row) in NewBlockTests.Taken.Index())
        {
            var blocks = JsonNode.Parse($"[{row.Data}]");
            var posted = await app.ApiAsync("chat.postMessage", new { channel = "C0LOCALGENERAL", text = $"block {place}", blocks });
            var message = page.Locator($"[data-ts='{posted["ts"]}']");
            await Assertions.Expect(message.Locator(".blocks > *")).ToHaveCountAsync(1);
            await Assertions.Expect(message.Locator(".unknown")).ToHaveCountAsync(0);
        }

        await page.Locator(".container summary").First.ClickAsync();
        foreach (var (pressed, kind) in ((string, string)[])
            [(".container [data-action-id]", "button"), (".context-actions [data-action-id=f]", "feedback_buttons"), (".carousel [data-action-id]", "button")])
        {
            await page.Locator(pressed).First.ClickAsync();
            Assert.Equal(kind, (await app.NextInteractionAsync())["actions"]![0]!["type"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task The_largest_chart_takes_no_more_room_than_is_seen_of_it()
    {
        await OpenAsync();
        string[] times = [.. Enumerable.Range(10, 20).Select(minute => $"16:{minute}")];
        var series = Enumerable.Range(1, 6).Select(line => new { name = $"line {line}", data = times.Select(label => new { label, value = line }) });
        var block = new { type = "data_visualization", title = "Latency", chart = new { type = "line", series, axis_config = new { categories = times } } };
        var posted = await app.ApiAsync("chat.postMessage", new { channel = "C0LOCALGENERAL", text = "chart", blocks = new[] { block } });

        await Assertions.Expect(page.Locator($"[data-ts='{posted["ts"]}'] path.line")).ToHaveCountAsync(6);
        var left = await page.GetByTestId("log").EvaluateAsync<double>("log => log.scrollHeight - Math.max(log.clientHeight, log.scrollTop + log.lastElementChild.getBoundingClientRect().bottom - log.getBoundingClientRect().top)");
        Assert.InRange(left, -50, 50);
    }

    [Fact]
    public async Task Each_person_sees_their_own_rooms_and_their_own_time()
    {
        await app.ActAsync("channels", new { user = "maya", name = "sec-7", is_private = true });
        await app.ApiAsync("chat.postMessage", new { channel = "C0LOCALGENERAL", text = "Declared at <!date^1767256200^{time}|09:30>" });
        await OpenAsync();
        await Expect("channel-sec-7").ToBeVisibleAsync();
        await Assertions.Expect(Message("Declared at 09:30")).ToBeVisibleAsync();

        await page.GetByTestId("person").SelectOptionAsync("U0LOCALSAM");
        await Expect("channel-sec-7").ToHaveCountAsync(0);
        await Assertions.Expect(Message("Declared at 03:30")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_is_attached_and_can_be_read()
    {
        await OpenAsync();
        await page.GetByTestId("composer-file").SetInputFilesAsync(new FilePayload { Name = "log.txt", MimeType = "text/plain", Buffer = "# out of <memory>"u8.ToArray() });
        await SayAsync("composer", "the log");
        await Message("the log").GetByRole(AriaRole.Button, new() { Name = "Read", Exact = true }).ClickAsync();

        await Assertions.Expect(page.Locator("dialog pre")).ToHaveTextAsync("# out of <memory>");
    }

    [Fact]
    public async Task A_draft_is_read_as_it_looks_and_nothing_in_it_runs()
    {
        await OpenAsync();
        await page.GetByTestId("composer-file").SetInputFilesAsync(
            new FilePayload { Name = "draft.md", MimeType = "text/markdown", Buffer = "# INC-1: Cache\n\n**Bold** <script>top.document.title = 'x'</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"u8.ToArray() });
        await SayAsync("composer", "the draft");
        await Message("the draft").GetByRole(AriaRole.Button, new() { Name = "Read", Exact = true }).ClickAsync();

        var shown = page.FrameLocator("[data-testid=file-shown]");
        await Assertions.Expect(shown.GetByRole(AriaRole.Heading, new() { Name = "INC-1: Cache" })).ToBeVisibleAsync();
        await Assertions.Expect(shown.Locator("td").First).ToHaveTextAsync("1");
        await Assertions.Expect(shown.Locator("body")).Not.ToContainTextAsync("**");
        await Assertions.Expect(shown.Locator("script")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_permalink_leads_to_its_message()
    {
        var ts = (await app.ActAsync("message", new { user = "sam", channel = "incidents", text = "the evidence" }))["ts"]!.GetValue<string>();
        var link = (await app.ApiAsync("chat.getPermalink", new { channel = "C0LOCALINCIDENTS", message_ts = ts }))["permalink"]!.GetValue<string>();
        await OpenAsync(new Uri(link));

        await Expect("title").ToHaveTextAsync("incidents");
        await Assertions.Expect(page.Locator($"[data-ts='{ts}']")).ToBeFocusedAsync();
    }

    private static readonly (string Text, string Markup)[] Formatted =
    [
        ("*bold _both_* ~gone~ `co*d*e`", "<strong>bold <em>both</em></strong> <s>gone</s> <code>co*d*e</code>"),
        ("5 * 3 * 2, a*b*c, snake_case_name", "5 * 3 * 2, a*b*c, snake_case_name"),
        ("*not\nbold*", "*not\nbold*"),
        ("&gt; one\n&gt; two\nafter", "<blockquote>one\ntwo</blockquote>after"),
        ("```a *b*\n&lt;c&gt;```", "<pre>a *b*\n&lt;c&gt;</pre>"),
        ("<javascript:alert(1)|press me>", "&lt;javascript:alert(1)|press me&gt;"),
        ("<https://x.example/?a=1&amp;b=2|here>", "<a href=\"https://x.example/?a=1&amp;b=2\" target=\"_blank\" rel=\"noopener noreferrer\">here</a>"),
        ("10:30:45 :no_such_emoji:", "10:30:45 :no_such_emoji:"),
        ("<!date^soon^{time}|half past nine>", "half past nine"),
        (new string('*', 20_000), new string('*', 20_000)),
    ];

    private static object Card => new object[]
    {
        new { type = "header", text = new { type = "plain_text", text = "INC-7 Checkout returns 500s" } },
        new
        {
            type = "actions",
            elements = new object[]
            {
                new
                {
                    type = "button", action_id = "resolve", style = "danger", text = new { type = "plain_text", text = "Resolve" },
                    confirm = new
                    {
                        title = new { type = "plain_text", text = "Sure?" }, text = new { type = "plain_text", text = "The draft is written then." },
                        confirm = new { type = "plain_text", text = "Yes" }, deny = new { type = "plain_text", text = "No" },
                    },
                },
                new
                {
                    type = "static_select", action_id = "severity", placeholder = new { type = "plain_text", text = "Severity" },
                    options = new[] { new { text = new { type = "plain_text", text = "SEV 1" }, value = "1" } },
                },
            },
        },
    };

    private static object AttackCard(string attack) => new object[]
    {
        new { type = "section", text = new { type = "plain_text", text = attack } },
        new { type = "section", text = new { type = "mrkdwn", text = attack.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal) } },
    };

    private const string FormJson = """
        {"type":"modal","callback_id":"start","title":{"type":"plain_text","text":"Start an incident"},"submit":{"type":"plain_text","text":"Start"},"blocks":[
          {"type":"input","block_id":"title","label":{"type":"plain_text","text":"What is wrong?"},"element":{"type":"plain_text_input","action_id":"title"}},
          {"type":"input","block_id":"severity","label":{"type":"plain_text","text":"Severity"},"element":{"type":"static_select","action_id":"severity",
            "options":[{"text":{"type":"plain_text","text":"SEV 1"},"value":"1"},{"text":{"type":"plain_text","text":"SEV 2"},"value":"2"}],
            "initial_option":{"text":{"type":"plain_text","text":"SEV 2"},"value":"2"}}},
          {"type":"input","block_id":"commander","optional":true,"label":{"type":"plain_text","text":"Commander"},"element":{"type":"users_select","action_id":"commander"}},
          {"type":"input","block_id":"services","optional":true,"label":{"type":"plain_text","text":"Services"},"element":{"type":"checkboxes","action_id":"services",
            "options":[{"text":{"type":"plain_text","text":"checkout"},"value":"checkout"},{"text":{"type":"plain_text","text":"cart"},"value":"cart"}]}},
          {"type":"input","block_id":"began","optional":true,"label":{"type":"plain_text","text":"Began"},"element":{"type":"datetimepicker","action_id":"began"}}]}
        """;

    private async Task FillFormAsync()
    {
        await page.Locator("[data-block-id=title]").FillAsync("Checkout returns 500s");
        await page.Locator("[data-block-id=severity]").SelectOptionAsync("1");
        await page.Locator("[data-block-id=commander]").SelectOptionAsync("U0LOCALPRIYA");
        await page.GetByLabel("checkout", new() { Exact = true }).CheckAsync();
        await page.GetByLabel("cart", new() { Exact = true }).CheckAsync();
        await page.Locator("[data-block-id=began]").FillAsync("2026-01-01T09:30");
    }

    private async Task OpenAsync(Uri? address = null)
    {
        page = await chromium.OpenAsync(address ?? app.Page, complaints);
        await Expect("live").ToHaveTextAsync("Live");
    }

    private ILocatorAssertions Expect(string testId) => Assertions.Expect(page.GetByTestId(testId));

    private ILocator Message(string text) => page.GetByTestId("log").Locator(".message", new() { HasTextRegex = new Regex(Regex.Escape(text), RegexOptions.None, TimeSpan.FromSeconds(1)) });

    private async Task SayAsync(string box, string text)
    {
        await page.GetByTestId(box).FillAsync(text);
        await page.GetByTestId(box).PressAsync("Enter");
    }
}
