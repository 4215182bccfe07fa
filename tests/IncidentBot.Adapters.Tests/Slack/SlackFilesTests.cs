using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>Files are downloaded from Slack alone, and what is downloaded is the file.</summary>
public sealed class SlackFilesTests : IAsyncLifetime
{
    private const string Path = "/files-pri/T1-F1/download/graph.png";
    private const string LoginPage = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
    private const long Most = 1000;
    private static readonly WorkspaceId Workspace = new("T1");
    private static readonly ChatFile Asked = new("F1", "", "");
    private static readonly byte[] Picture = [0x89, 0x50, 0x4e, 0x47, 1, 2, 3];

    private WebApiStub slack = null!;
    private SlackBot bot = null!;

    public async ValueTask InitializeAsync()
    {
        slack = await WebApiStub.StartAsync();
        bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
        Knows();
        Sends(Picture, "image/png");
    }

    public async ValueTask DisposeAsync()
    {
        await bot.DisposeAsync();
        await slack.DisposeAsync();
    }

    [Fact]
    public async Task A_file_is_asked_for_by_its_id_and_downloaded_with_the_token()
    {
        var read = Assert.IsType<FileRead>(await ReadAsync());

        Assert.Equal(Picture, read.Content);
        Assert.Equal(new ChatFile("F1", "graph.png", "image/png"), read.File);
        Assert.Equal("F1", Assert.Single(slack.CallsOf("files.info"))["file"]);
        Assert.Equal("Bearer " + SlackBot.Token, Assert.Single(slack.CallsOf(Path)).Authorization);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("image/png")]
    public async Task A_login_page_is_not_a_picture(string contentType)
    {
        Sends(Encoding.UTF8.GetBytes(LoginPage), contentType);

        var failed = Assert.IsType<FileNotRead>(await ReadAsync());
        Assert.False(failed.Permanent);
        Assert.Contains("files:read", failed.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_page_is_not_the_page_that_somebody_has_shared()
    {
        Knows(file => (file["name"], file["mimetype"], file["size"]) = ("page.html", "text/html", LoginPage.Length + 1));
        Sends(Encoding.UTF8.GetBytes(LoginPage), "text/html");

        Assert.IsType<FileNotRead>(await ReadAsync());
    }

    [Fact]
    public async Task A_page_that_somebody_has_shared_is_a_file()
    {
        Knows(file => (file["name"], file["mimetype"], file["size"]) = ("page.html", "text/html", LoginPage.Length));
        Sends(Encoding.UTF8.GetBytes(LoginPage), "text/html");

        Assert.Equal(LoginPage.Length, Assert.IsType<FileRead>(await ReadAsync()).Content.Length);
    }

    [Fact]
    public async Task Something_else_is_not_a_picture()
    {
        Sends("{}"u8.ToArray(), "application/json");

        Assert.Contains("instead of the picture", Assert.IsType<FileNotRead>(await ReadAsync()).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_which_Slack_says_that_it_is_too_large_is_not_downloaded()
    {
        Knows(file => file["size"] = Most + 1);

        Assert.Equal("graph.png", Assert.IsType<FileTooLarge>(await ReadAsync()).File.Name);
        Assert.Empty(slack.CallsOf(Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_is_larger_than_Slack_says_is_not_read_to_its_end(bool saysSo)
    {
        slack.On(Path, async (_, context) =>
        {
            context.Response.ContentType = "image/png";
            if (saysSo) context.Response.ContentLength = 100_000_000;
            try
            {
                for (var part = 0; part < 1000; part++) await context.Response.Body.WriteAsync(new byte[100_000], context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                // The reader has left.
            }
        });

        Assert.IsType<FileTooLarge>(await ReadAsync());
    }

    [Fact]
    public async Task A_redirection_within_Slack_is_followed()
    {
        slack.On(Path, (_, context) => Redirect(context, "/elsewhere/graph.png"));
        slack.On("/elsewhere/graph.png", (_, context) => Write(context, Picture, "image/png"));

        Assert.IsType<FileRead>(await ReadAsync());
    }

    [Fact]
    public async Task Another_host_gets_no_token_and_is_not_even_asked()
    {
        await using var other = await WebApiStub.StartAsync();
        slack.On(Path, (_, context) => Redirect(context, other.Address + "/graph.png"));

        Assert.True(Assert.IsType<FileNotRead>(await ReadAsync()).Permanent);
        Assert.Empty(other.Calls);

        Knows(file => file["url_private_download"] = other.Address + "/graph.png");
        Assert.True(Assert.IsType<FileNotRead>(await ReadAsync()).Permanent);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task A_redirection_in_a_circle_ends()
    {
        slack.On(Path, (_, context) => Redirect(context, Path));

        Assert.IsType<FileNotRead>(await ReadAsync());
        Assert.True(slack.CallsOf(Path).Count < 10);
    }

    [Theory]
    [InlineData("https://files.slack.com/files-pri/T1-F1/download/a.png", true)]
    [InlineData("https://acme.slack.com/files-pri/T1-F1/a.png", true)]
    [InlineData("https://files.slack-gov.com/files-pri/T1-F1/a.png", true)]
    [InlineData("http://files.slack.com/files-pri/T1-F1/a.png", false)]
    [InlineData("https://files.slack.com:8443/a.png", false)]
    [InlineData("https://files.slack.com@evil.example/a.png", false)]
    [InlineData("https://slack.com.evil.example/a.png", false)]
    [InlineData("https://evilslack.com/a.png", false)]
    [InlineData("https://slack-files.com/T1-F1-0", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("http://127.0.0.1/a.png", false)]
    public void The_token_goes_to_Slacks_hosts_alone(string address, bool may) =>
        Assert.Equal(may, SlackDownloads.MayHaveToken(new Uri(address), new Uri("https://slack.com/api/")));

    [Theory]
    [InlineData("http://127.0.0.1:5081/files-pri/a.png", true)]
    [InlineData("http://localhost:5081/files-pri/a.png", true)]
    [InlineData("http://127.0.0.1:5082/files-pri/a.png", false)]
    [InlineData("http://10.0.0.1:5081/files-pri/a.png", false)]
    public void A_local_Slack_gets_its_token_at_its_own_address(string address, bool may) =>
        Assert.Equal(may, SlackDownloads.MayHaveToken(new Uri(address), new Uri("http://127.0.0.1:5081/api/")));

    [Theory]
    [InlineData("mode", "external", "another service")]
    [InlineData("mode", "hidden_by_limit", "limit of Slack's plan")]
    [InlineData("mode", "tombstone", "deleted")]
    [InlineData("mode", "canvas", "document that lives in Slack")]
    [InlineData("is_external", "true", "another service")]
    public async Task What_Slack_does_not_keep_as_a_file_is_given_up(string field, string value, string problem)
    {
        Knows(file => file[field] = value == "true" ? true : value);

        var failed = Assert.IsType<FileNotRead>(await ReadAsync());
        Assert.True(failed.Permanent);
        Assert.Contains(problem, failed.Problem, StringComparison.Ordinal);
        Assert.Empty(slack.CallsOf(Path));
    }

    [Theory]
    [InlineData("external", """{"external_url":"https://drive.example.com/d/42","url_private":"https://drive.example.com/p","permalink":"https://acme.slack.com/files/F1"}""", "https://drive.example.com/d/42")]
    [InlineData("external", """{"is_external":true,"url_private":"https://drive.example.com/p","permalink":"https://acme.slack.com/files/F1"}""", "https://drive.example.com/p")]
    [InlineData("canvas", """{"permalink":"https://acme.slack.com/docs/T1/F1"}""", "https://acme.slack.com/docs/T1/F1")]
    [InlineData("external", """{"external_url":"javascript:alert(1)"}""", null)]
    [InlineData("tombstone", """{"permalink":"https://acme.slack.com/files/F1"}""", null)]
    public async Task What_is_given_up_is_told_with_the_link_by_which_people_open_it(string mode, string fields, string? link)
    {
        Knows(file =>
        {
            file["mode"] = mode;
            foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) file[name] = value?.DeepClone();
        });

        Assert.Equal(link, Assert.IsType<FileNotRead>(await ReadAsync()).Link?.AbsoluteUri);
    }

    [Theory]
    [InlineData("file_deleted", true, "deleted")]
    [InlineData("file_not_found", false, "can't find it")]
    [InlineData("missing_scope", false, "scope files:read")]
    [InlineData("a_word_of_tomorrow", false, "a_word_of_tomorrow")]
    public async Task Each_refusal_is_permanent_or_not(string code, bool permanent, string problem)
    {
        slack.On("files.info", $$"""{"ok":false,"error":"{{code}}","needed":"files:read"}""");

        var failed = Assert.IsType<FileNotRead>(await ReadAsync());
        Assert.Equal(permanent, failed.Permanent);
        Assert.Contains(problem, failed.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_file_that_is_refused_is_tried_again(int status)
    {
        slack.On(Path, (_, context) => WebApiStub.WriteAsync(context, "no", status, "text/plain"));

        Assert.False(Assert.IsType<FileNotRead>(await ReadAsync()).Permanent);
    }

    [Fact]
    public async Task A_rate_limit_is_obeyed()
    {
        slack.On(Path, (_, context) =>
        {
            context.Response.Headers.RetryAfter = "30";
            return WebApiStub.WriteAsync(context, "slow down", 429, "text/plain");
        });

        var later = await Assert.ThrowsAsync<ChatUnavailableException>(ReadAsync);
        Assert.Equal((TimeSpan.FromSeconds(30), false), (later.RetryAfter, later.MayBeOutage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_download_that_breaks_off_is_an_outage(bool midway)
    {
        slack.On(Path, async (_, context) =>
        {
            if (midway)
            {
                context.Response.ContentLength = 500;
                await context.Response.Body.WriteAsync(new byte[100]);
                await context.Response.Body.FlushAsync();
            }

            context.Abort();
        });

        Assert.True((await Assert.ThrowsAsync<ChatUnavailableException>(ReadAsync)).MayBeOutage);
    }

    [Fact]
    public async Task A_server_error_is_an_outage()
    {
        slack.On(Path, (_, context) => WebApiStub.WriteAsync(context, LoginPage, 503, "text/html"));

        Assert.True((await Assert.ThrowsAsync<ChatUnavailableException>(ReadAsync)).MayBeOutage);
    }

    [Fact]
    public async Task The_token_is_never_logged()
    {
        await ReadAsync();
        slack.On(Path, (_, context) => WebApiStub.WriteAsync(context, "no", 500, "text/plain"));
        await Assert.ThrowsAsync<ChatUnavailableException>(ReadAsync);

        Assert.DoesNotContain(SlackBot.Token, bot.Log.All, StringComparison.Ordinal);
    }

    private Task<FileReading> ReadAsync() => bot.Platform.ReadFileAsync(Workspace, Asked, Most, default);

    private void Knows(Action<JsonObject>? change = null)
    {
        var file = new JsonObject
        {
            ["id"] = "F1", ["name"] = "graph.png", ["title"] = "Graph", ["mimetype"] = "image/png", ["size"] = Picture.Length, ["mode"] = "hosted", ["is_external"] = false,
            ["url_private"] = slack.Address + "/look", ["url_private_download"] = slack.Address + Path,
        };
        change?.Invoke(file);
        slack.On("files.info", new JsonObject { ["ok"] = true, ["file"] = file }.ToJsonString());
    }

    private void Sends(byte[] content, string contentType) => slack.On(Path, (_, context) => Write(context, content, contentType));

    private static Task Write(HttpContext context, byte[] content, string contentType)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.ContentLength = content.Length;
        return context.Response.Body.WriteAsync(content).AsTask();
    }

    private static Task Redirect(HttpContext context, string to)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    }
}
