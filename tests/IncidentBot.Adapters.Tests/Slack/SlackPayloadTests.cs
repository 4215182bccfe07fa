using System.Net;
using System.Text.Json;

namespace IncidentBot.Adapters.Tests.Slack;

public sealed class SlackPayloadTests
{
    public static TheoryData<string> Own() => [.. Directory.GetFiles(Folder()).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Own))]
    public async Task Each_payload_is_kept_without_its_secrets(string name)
    {
        await using var bot = await new SlackBot().StartAsync();
        using var response = await PostAsync(bot, name, SlackEndpointTests.Payload(name));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var kept = Assert.Single(bot.Accepted);
        Assert.Equal("C100", kept.Conversation);
        Assert.DoesNotContain("legacy-token", kept.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-way-back", kept.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("the whole card", kept.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', kept.Body);
        using var json = JsonDocument.Parse(kept.Body);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Theory]
    [MemberData(nameof(Own))]
    public async Task Each_tampered_payload_is_refused(string name)
    {
        await using var bot = await new SlackBot().StartAsync();
        var body = SlackEndpointTests.Payload(name);
        using var response = await bot.PostAsync(PathOf(name), Encode(name, body).Replace("100", "200", StringComparison.Ordinal), TypeOf(name), change: request =>
        {
            request.Headers.Remove("X-Slack-Signature");
            var timestamp = request.Headers.GetValues("X-Slack-Request-Timestamp").Single();
            request.Headers.Add("X-Slack-Signature", SlackBot.Sign(SlackBot.Secret, timestamp, System.Text.Encoding.UTF8.GetBytes(Encode(name, body))));
        });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Empty(bot.Accepted);
    }

    [Fact]
    public async Task Each_real_payload_is_kept_or_ignored_and_can_be_read_again()
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS is not set");
        await using var slack = await WebApiStub.StartAsync();
        slack.On("auth.test", """{"ok":true,"user_id":"UBOT"}""").On("users.info", """{"ok":false,"error":"user_not_found"}""").On("conversations.info", """{"ok":false,"error":"channel_not_found"}""");
        await using var bot = await new SlackBot { Options = SlackEndpointTests.OptionsFor(slack) }.StartAsync();
        var statuses = new List<(string File, HttpStatusCode Status)>();
        foreach (var folder in new[] { "http", "payloads-bolt-python", "socket-mode" })
        {
            foreach (var file in Directory.GetFiles(Path.Combine(contracts, "slack", folder)))
            {
                using var response = await PostRealAsync(bot, file);
                statuses.Add((Path.GetFileName(file), response.StatusCode));
            }
        }

        Assert.All(statuses, seen => Assert.True(seen.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{seen.File}: {seen.Status}"));
        Assert.Equal(["block_actions.4.json", "event.app_mention.5.json", "slash_command.3.form"], statuses.Where(seen => seen.Status == HttpStatusCode.BadRequest).Select(seen => seen.File).Where(file => !file.StartsWith("hello", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        foreach (var kept in bot.Accepted) Assert.NotNull(await bot.Platform.ReadAsync(bot.Item(kept), default));
        Assert.DoesNotContain("verification", string.Concat(bot.Accepted.Select(kept => kept.Body)), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(SlackBot bot, string name, string body) => bot.PostAsync(PathOf(name), Encode(name, body), TypeOf(name));

    private static async Task<HttpResponseMessage> PostRealAsync(SlackBot bot, string file)
    {
        var text = File.ReadAllText(file);
        if (file.EndsWith(".form", StringComparison.Ordinal)) return await bot.PostCommandAsync(text);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement.TryGetProperty("payload", out var wrapped) ? wrapped : json.RootElement;
        if (root.TryGetProperty("command", out _))
            return await bot.PostCommandAsync(string.Join('&', root.EnumerateObject().Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value.GetString()!)}")));
        var isEvent = root.TryGetProperty("event", out _) || root.TryGetProperty("challenge", out _) || !root.TryGetProperty("user", out _) && !root.TryGetProperty("actions", out _);
        return isEvent ? await bot.PostEventAsync(root.GetRawText()) : await bot.PostInteractionAsync(root.GetRawText());
    }

    private static string PathOf(string name) => name.Split('.')[0] switch
    {
        "event" => "/slack/events",
        "command" => "/slack/commands",
        _ => "/slack/interactions",
    };

    private static string TypeOf(string name) => name.StartsWith("event", StringComparison.Ordinal) ? "application/json" : "application/x-www-form-urlencoded";

    private static string Encode(string name, string body) => name.StartsWith("interaction", StringComparison.Ordinal) ? "payload=" + Uri.EscapeDataString(body) : body;

    private static string Folder() => Path.Combine(SlackManifestTests.Root(), "tests", "IncidentBot.Adapters.Tests", "Slack", "Payloads");
}
