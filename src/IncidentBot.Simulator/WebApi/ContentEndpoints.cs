using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary>What the app reaches beside the Web API: upload addresses, private files and response URLs.</summary>
internal sealed class ContentEndpoints(SlackServices slack, CallRunner runner, AppSecrets secrets)
{
    private const string LoginPage =
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to your workspace</body></html>";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/upload/v1/{id}", (HttpContext context, string id) => ReceiveAsync(context, id));
        routes.MapGet("/files-pri/{key}/{name}", (HttpContext context, string key) => SendFileAsync(context, key));
        routes.MapGet("/files-pri/{key}/download/{name}", (HttpContext context, string key) => SendFileAsync(context, key));
        // Not made smaller here.
        routes.MapGet("/files-tmb/{key}/{name}", (HttpContext context, string key) => SendFileAsync(context, WithoutHash(key)));
        routes.MapPost("/response/{family}/{team}/{id}", (HttpContext context, string id) => RespondAsync(context, id));
    }

    private static string WithoutHash(string key) => key[..Math.Max(0, key.LastIndexOf('-'))];

    private async Task ReceiveAsync(HttpContext context, string id)
    {
        var content = await ReadContentAsync(context.Request, context.RequestAborted);
        await runner.RunAsync(context, "upload", new JsonObject { ["file_id"] = id, ["length"] = content.Length }, () =>
        {
            bool kept;
            lock (slack.Workspace.Gate) kept = slack.Uploads.Receive(id, content);
            return kept
                ? Plain(StatusCodes.Status200OK, $"OK - {content.Length}", error: null)
                : Plain(
                    StatusCodes.Status400BadRequest, "The upload was not expected, or its length is not the one declared.",
                    "upload_failed");
        });
    }

    private static CallAnswer Plain(int status, string text, string? error) =>
        new(status, text, "text/plain; charset=utf-8", error is null, error);

    private static async Task<byte[]> ReadContentAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (form.Files.Count > 0) await form.Files[0].CopyToAsync(buffer, cancellationToken);
        }
        else
        {
            await request.Body.CopyToAsync(buffer, cancellationToken);
        }
        return buffer.ToArray();
    }

    private Task SendFileAsync(HttpContext context, string key)
    {
        var id = key[(key.LastIndexOf('-') + 1)..];
        return runner.RunAsync(context, "files.download", new JsonObject { ["file"] = id }, () => FileOf(context, id));
    }

    private CallAnswer FileOf(HttpContext context, string id)
    {
        // Slack answers a request without a valid token, or without files:read, with its login page and 200.
        if (RequestReader.BearerToken(context.Request) != secrets.BotToken)
            return new CallAnswer(StatusCodes.Status200OK, LoginPage, "text/html; charset=utf-8", Ok: false, "not_authed");
        StoredFile? file;
        lock (slack.Workspace.Gate) file = slack.Workspace.Files.GetValueOrDefault(id);
        if (file is not { Completed: true, Content: { } content })
            return Plain(StatusCodes.Status404NotFound, "Not found", "file_not_found");
        return new CallAnswer(StatusCodes.Status200OK, string.Empty, file.MimeType, Ok: true, Error: null)
        {
            Bytes = content,
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Disposition"] = "attachment" },
        };
    }

    private async Task RespondAsync(HttpContext context, string id)
    {
        JsonObject body = [];
        SlackRefusal? unreadable = null;
        try
        {
            (body, _) = await RequestReader.ReadAsync(context.Request, takesJson: true, context.RequestAborted);
            if (body["payload"]?.ToString() is { } payload)
                body = JsonNode.Parse(payload, documentOptions: WireJson.Reading) as JsonObject ?? [];
        }
        catch (Exception malformed) when (malformed is SlackRefusal or JsonException)
        {
            unreadable = new SlackRefusal("invalid_payload");
        }
        await runner.RunAsync(context, "response_url", body.DeepClone(), () => Answered(id, body, unreadable));
    }

    private CallAnswer Answered(string id, JsonObject body, SlackRefusal? unreadable)
    {
        try
        {
            if (unreadable is not null) throw unreadable;
            lock (slack.Workspace.Gate) Apply(slack.ResponseUrls.Use(id), body);
            return Plain(StatusCodes.Status200OK, "ok", error: null);
        }
        catch (SlackRefusal refusal)
        {
            var status = refusal.Error is "used_url" or "expired_url" or "invalid_url"
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status400BadRequest;
            return CallAnswer.FromJson(refusal.ToJson()) with { Status = status };
        }
    }

    private void Apply(ResponseUrl url, JsonObject body)
    {
        var arguments = new MethodArguments(body);
        var channel = slack.Workspace.FindChannel(url.ChannelId) ?? throw new SlackRefusal("channel_not_found");
        var original = channel.FindAny(url.MessageTs);
        if (arguments.Flag("delete_original"))
        {
            if (original is null) throw new SlackRefusal("message_not_found");
            slack.Posts.Delete(channel, original);
            return;
        }
        var draft = ChatMethods.ReadDraft(arguments, required: true);
        if (arguments.Flag("replace_original") && original is { ByApp: true })
        {
            slack.Posts.Edit(
                channel, original, DefaultApp.BotUserId,
                m => (m.Text, m.Blocks, m.Attachments) = (draft.Text, draft.Blocks, draft.Attachments));
            return;
        }
        Answer(
            slack, channel, url.UserId, arguments,
            draft with { ThreadTs = arguments.Has("thread_ts") ? arguments.Text("thread_ts") : url.ThreadTs });
    }

    /// <summary>Posts an answer: to everybody when it says so, else to the one who asked.</summary>
    public static void Answer(SlackServices slack, Channel channel, string userId, MethodArguments arguments, Draft draft)
    {
        if (arguments.Text("response_type") == "in_channel") slack.Posts.Post(channel, draft with { Subtype = "bot_message" });
        else slack.Posts.PostEphemeral(channel, userId, draft);
    }
}
