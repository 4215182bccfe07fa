using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>A form whose content has to be read opens at once as a view that says so, and is filled by its id and hash.</summary>
public sealed class FormLoadingTests
{
    private const string Press = """
        {"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},"trigger_id":"1.2","actions":[{"type":"button","action_id":"edit_entry","value":"1|1","action_ts":"1.0"}]}
        """;

    private static readonly Form Edit = new("edit_entry", "Edit entry", "Save", "1|1|0", [new TextField("text", "What happened")]);

    [Fact]
    public async Task It_waits_without_a_button_to_send_and_is_filled_by_id_and_hash()
    {
        await using var slack = await OpenAsync();
        await using var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new OpenIt(Edit)));
        using var response = await bot.PostInteractionAsync(Press);

        var opened = View(Assert.Single(slack.CallsOf("views.open")));
        Assert.False(opened.TryGetProperty("submit", out _));
        Assert.Contains("One moment", opened.GetRawText(), StringComparison.Ordinal);
        var update = Assert.Single(slack.CallsOf("views.update"));
        Assert.Equal(("V1", "1.abc"), (update["view_id"], update["hash"]));
        Assert.Equal("edit_entry", View(update).GetProperty("callback_id").GetString());
        Assert.Contains("C1", View(update).GetProperty("private_metadata").GetString(), StringComparison.Ordinal);
        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task Whoever_may_not_send_it_reads_so_in_its_place()
    {
        await using var slack = await OpenAsync();
        await using var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new SayIt(Card.Of("Nothing was done: ask a member."))));
        using var response = await bot.PostInteractionAsync(Press);
        var notice = View(Assert.Single(slack.CallsOf("views.update")));
        Assert.Contains("ask a member", notice.GetRawText(), StringComparison.Ordinal);
        Assert.False(notice.TryGetProperty("submit", out _));
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_in_the_view_with_what_to_do()
    {
        await using var slack = await OpenAsync();
        await using var bot = await StartAsync(slack, _ => throw new InvalidOperationException("no such table: secret"));
        using var response = await bot.PostInteractionAsync(Press);
        var notice = View(Assert.Single(slack.CallsOf("views.update"))).GetRawText();
        Assert.Contains("Close this and try again in a minute", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", notice, StringComparison.Ordinal);
        Assert.Empty(bot.Accepted);
    }

    [Theory]
    [InlineData("not_found", "You closed the form before it had loaded.")]
    [InlineData("hash_conflict", "The form changed while it was loading")]
    [InlineData("view_too_large", "Slack did not accept the content of the form (view_too_large).")]
    public async Task A_view_that_cannot_be_filled_is_regretted_in_private(string error, string sentence)
    {
        await using var slack = await OpenAsync();
        slack.On("views.update", $$"""{"ok":false,"error":"{{error}}"}""").On("chat.postEphemeral", """{"ok":true}""");
        await using var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new OpenIt(Edit)));
        using var response = await bot.PostInteractionAsync(Press);
        var said = Assert.Single(slack.CallsOf("chat.postEphemeral"));
        Assert.Equal("U1", said["user"]);
        Assert.StartsWith(sentence, said["text"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expired_trigger_id", "Too late to open the form")]
    [InlineData("exchanged_trigger_id", "Slack says that this click already opened a form")]
    public async Task A_trigger_that_is_used_up_is_regretted_in_private_and_nothing_is_read(string error, string sentence)
    {
        await using var slack = await OpenAsync();
        slack.On("views.open", $$"""{"ok":false,"error":"{{error}}"}""").On("chat.postEphemeral", """{"ok":true}""");
        await using var bot = await StartAsync(slack, _ => throw new InvalidOperationException("Was read."));
        using var response = await bot.PostInteractionAsync(Press);
        Assert.StartsWith(sentence, Assert.Single(slack.CallsOf("chat.postEphemeral"))["text"], StringComparison.Ordinal);
        Assert.Empty(slack.CallsOf("views.update"));
    }

    [Fact]
    public async Task A_slow_reading_keeps_neither_the_view_nor_the_answer_back()
    {
        var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var slack = await OpenAsync();
        slack.On("views.update", _ =>
        {
            filled.SetResult();
            return """{"ok":true}""";
        });
        var read = new TaskCompletionSource<ImmediateAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bot = await StartAsync(slack, _ => read.Task);
        using (var response = await bot.PostInteractionAsync(Press))
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Single(slack.CallsOf("views.open"));
        Assert.Empty(slack.CallsOf("views.update"));
        read.SetResult(new OpenIt(Edit));
        await filled.Task.WaitAsync(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task What_is_still_being_read_when_the_bot_stops_ends_before_the_bot_does()
    {
        await using var slack = await OpenAsync();
        await using var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new OpenIt(Edit)));
        var forms = bot.Get<FormOpener>();
        var hasEnded = false;
        var load = new LoadIt("One moment, INC-1", async stop =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            }
            finally
            {
                hasEnded = true;
            }

            return new OpenIt(Edit);
        });
        var origin = new ViewOrigin("C1", null, null, null);
        Assert.Null(await forms.LoadAsync("1.2", load, origin, new Deadline(0), (_, _) => throw new InvalidOperationException("Was said."), CancellationToken.None));
        Assert.False(hasEnded);

        await forms.StopAsync(CancellationToken.None);

        Assert.True(hasEnded);
        Assert.Empty(slack.CallsOf("views.update"));
    }

    [Fact]
    public async Task The_bot_waits_for_a_reading_whose_request_has_given_up_on_it()
    {
        await using var slack = await OpenAsync();
        await using var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new OpenIt(Edit)));
        var forms = bot.Get<FormOpener>();
        var read = new TaskCompletionSource<ImmediateAnswer>();
        _ = forms.WaitFor(read.Task);

        var stopping = forms.StopAsync(CancellationToken.None);
        Assert.False(stopping.IsCompleted);
        read.SetException(new ObjectDisposedException("database"));

        await stopping;
    }

    [Fact]
    public async Task A_request_that_is_late_when_the_bot_ends_finds_its_reading_cancelled()
    {
        await using var slack = await OpenAsync();
        var bot = await StartAsync(slack, _ => Task.FromResult<ImmediateAnswer>(new OpenIt(Edit)));
        var forms = bot.Get<FormOpener>();

        await bot.DisposeAsync();

        Assert.True(forms.Ending.IsCancellationRequested);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(forms.Ending);
        Assert.True(late.IsCancellationRequested);
    }

    private static async Task<WebApiStub> OpenAsync() =>
        (await WebApiStub.StartAsync()).On("views.open", """{"ok":true,"view":{"id":"V1","hash":"1.abc"}}""").On("views.update", """{"ok":true,"view":{"id":"V1","hash":"2.abc"}}""");

    private static Task<SlackBot> StartAsync(WebApiStub slack, Func<CancellationToken, Task<ImmediateAnswer>> findAsync) => new SlackBot
    {
        Answer = new LoadIt("One moment, INC-1", findAsync),
        Options = new SlackOptions { BotToken = SlackBot.Token, SigningSecret = SlackBot.Secret, ApiUrl = slack.ApiUrl },
    }.StartAsync();

    private static JsonElement View(StubCall call) => JsonDocument.Parse(call["view"]!).RootElement.Clone();
}
