using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>A Slack that takes everything and keeps nothing but counts, so that what grows is the bot.</summary>
internal sealed class PatientSlack : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private int last;

    private PatientSlack(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    public static async Task<PatientSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var slack = new PatientSlack(builder.Build());
        slack.app.Run(slack.AnswerAsync);
        await slack.app.StartAsync();
        return slack;
    }

    /// <summary>How often a method was called.</summary>
    public int CallsOf(string method) => calls.GetValueOrDefault(method);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var method = context.Request.Path.Value!.Split('/')[^1];
        calls.AddOrUpdate(method, 1, (_, before) => before + 1);
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        context.Response.ContentType = "application/json";
        if (context.Request.Path.StartsWithSegments("/github", StringComparison.Ordinal)) context.Response.StatusCode = StatusCodes.Status404NotFound;
        await context.Response.WriteAsync(Answer(method, form).ToJsonString());
    }

    private JsonObject Answer(string method, IFormCollection form) => method switch
    {
        "auth.test" => new JsonObject { ["ok"] = true, ["user_id"] = "U0BOT", ["bot_id"] = "B0BOT", ["team_id"] = "T100" },
        "conversations.create" => new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = $"CINC{Interlocked.Increment(ref last)}", ["name"] = form["name"].ToString() } },
        "chat.postMessage" => new JsonObject { ["ok"] = true, ["channel"] = form["channel"].ToString(), ["ts"] = $"1777888888.{Interlocked.Increment(ref last):D6}" },
        "users.info" => new JsonObject { ["ok"] = true, ["user"] = new JsonObject { ["id"] = form["user"].ToString(), ["name"] = "maja", ["tz"] = "Europe/Berlin" } },
        "conversations.history" or "conversations.replies" => new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray(new JsonObject { ["ts"] = (form["latest"].Count > 0 ? form["latest"] : form["ts"]).ToString(), ["user"] = "U100", ["text"] = "evictions rise" }),
        },
        "chat.getPermalink" => new JsonObject { ["ok"] = true, ["permalink"] = "https://local.slack.example/archives/C100/p1" },
        "files.getUploadURLExternal" => new JsonObject { ["ok"] = true, ["upload_url"] = Address + "/upload", ["file_id"] = $"F{Interlocked.Increment(ref last)}" },
        "conversations.info" => new JsonObject { ["ok"] = true, ["channel"] = new JsonObject { ["id"] = form["channel"].ToString(), ["name"] = "general" } },
        _ => new JsonObject { ["ok"] = true },
    };
}
