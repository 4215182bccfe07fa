using System.CommandLine;
using System.Text.Json;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Receiving;
using IncidentBot.Simulator.Wire;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Benchmarks.Accept;

/// <summary><c>serve</c>: the server's side of <c>accept</c>, in a process of its own.</summary>
internal static class ServeCommand
{
    /// <summary>The word for the endpoint that stores nothing.</summary>
    public const string Bare = "bare";

    /// <summary>The word for a bot on the server's database that the environment names.</summary>
    public const string Server = "server";

    /// <summary>The environment variable with that database's connection string, which is not to be seen among the process's arguments.</summary>
    public const string ServerVariable = "INCIDENTBOT_SERVE_DATABASE";

    private const string AnyPort = "http://127.0.0.1:0";

    private static readonly SlackOptions Slack = new() { BotToken = DefaultApp.BotToken, SigningSecret = DefaultApp.SigningSecret, ApiUrl = "http://127.0.0.1:9/api/" };

    public static Command Create()
    {
        var what = new Argument<string>("what") { Description = "bare, server, or the bot's database file." };
        var command = new Command("serve", "The server's side of accept.") { what };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(what)!, cancellationToken));
        return command;
    }

    private static async Task RunAsync(string what, CancellationToken cancellationToken)
    {
        await using var server = what == Bare ? BareServer() : await BotAsync(StoreOf(what), cancellationToken);
        await server.StartAsync(cancellationToken);
        Console.WriteLine($"{what} listens on {server.Urls.First()}");
        await server.WaitForShutdownAsync(cancellationToken);
    }

    // Set up as the bot's own server is; only what accepting adds is missing.
    private static WebApplication BareServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(AnyPort);
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var signature = new SlackSignature(Slack, TimeProvider.System);
        app.UseRouting();
        var bodies = new RawBodies(new UnverifiedBytes(Slack.MaxUnverifiedBytes), RequestGate.Limit, TimeSpan.FromSeconds(5));
        app.MapPost(SignedEvents.Path, context => VerifyAndParseAsync(context, bodies, signature));
        return app;
    }

    private static async Task VerifyAndParseAsync(HttpContext context, RawBodies bodies, SlackSignature signature)
    {
        var body = (await bodies.ReadAsync(context.Request.BodyReader, context.Request.ContentLength, context.RequestAborted)).Bytes;
        var headers = context.Request.Headers;
        var valid = signature.Verify(headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"], body) == SignatureResult.Valid
            && JsonSerializer.Deserialize(body, SlackJson.Wire.EventEnvelope) is not null;
        context.Response.StatusCode = valid ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
    }

    private static StoreOptions StoreOf(string what) => what == Server
        ? new StoreOptions { Provider = StoreProvider.SqlServer, ConnectionString = Environment.GetEnvironmentVariable(ServerVariable) }
        : File(what);

    /// <summary>A database in a file.</summary>
    public static StoreOptions File(string path) => new() { ConnectionString = $"Data Source={path}" };

    /// <summary>A bot whose workers rest, since what working costs is measured by another command; not started yet.</summary>
    public static async Task<WebApplication> BotAsync(StoreOptions store, CancellationToken cancellationToken)
    {
        var settings = new BotSettings { Store = store, Slack = Slack, Urls = [AnyPort] };
        var bot = BotApplication.Build(settings, stepped: true);
        await bot.Services.GetRequiredService<Migrations>().RunAsync(cancellationToken);
        return bot;
    }
}
