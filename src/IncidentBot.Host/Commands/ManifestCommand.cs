using System.CommandLine;
using IncidentBot.Host.Terminals;
using IncidentBot.Slack.Setup;

namespace IncidentBot.Host.Commands;

/// <summary><c>manifest slack --url ADDRESS | --socket</c>: prints what to paste when you create the Slack app.</summary>
internal static class ManifestCommand
{
    public static Command Create(Terminal terminal)
    {
        var url = new Option<string?>("--url") { Description = "The bot's public address, for HTTP requests", HelpName = "https://..." };
        var socket = new Option<bool>("--socket") { Description = "Use Socket Mode, which needs no public address" };
        var slack = new Command("slack", "Print the Slack app's manifest.") { url, socket };
        slack.SetAction(async (parsed, _) =>
        {
            await terminal.Out.WriteAsync(Of(parsed.GetValue(url), parsed.GetValue(socket)));
            return ExitCodes.Done;
        });
        return new Command("manifest", "Print the manifest that you create an app from.") { slack };
    }

    private static string Of(string? url, bool socket)
    {
        if (socket == url is not null)
            throw StopException.WrongInput("Give either --url https://YOUR-ADDRESS, for HTTP requests, or --socket, for Socket Mode.");
        if (url is null) return SlackManifest.ForSockets();
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            && address is { Query: "", Fragment: "", UserInfo: "" }
            ? SlackManifest.ForHttp(url.TrimEnd('/'))
            : throw StopException.WrongInput(
                $"--url is \"{url}\", but Slack only sends to HTTPS addresses; write it like {SlackManifest.ExampleAddress}.");
    }
}
