using System.CommandLine;
using System.Globalization;
using IncidentBot.Access;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Commands;

/// <summary><c>token create|list|revoke</c>: who may tell the bot something over HTTP; works while the bot is running.</summary>
internal static class TokenCommand
{
    public static Command Create(Terminal terminal) =>
        new("token", "Create, list or revoke the tokens of programs that tell the bot what changed.")
        {
            New(terminal), List(terminal), Revoke(terminal),
        };

    private static Command New(Terminal terminal)
    {
        var name = new Option<string>("--name") { Description = "What you call it, such as CI", HelpName = "NAME", Required = true };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do: {string.Join(", ", AccessToken.AllScopes)}", HelpName = "SCOPE", Required = true,
        };
        var command = new Command("create", "Create a token and print it; it's shown this once.") { name, scopes };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (named, may) = (NameIn(parsed.GetValue(name)!), ScopesIn(parsed.GetValue(scopes)!));
            return RunAsync(terminal, (tokens, stop) => CreateAsync(tokens, named, may, terminal, stop), cancellationToken);
        });
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var command = new Command("list", "List the tokens: what they may do, and when they were last used.");
        command.SetAction(
            (_, cancellationToken) => RunAsync(terminal, (tokens, stop) => ListAsync(tokens, terminal.Out, stop), cancellationToken));
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var name = new Argument<string>("name") { Description = "Its name, as shown by token list", HelpName = "NAME" };
        var command = new Command("revoke", "Revoke a token for good; the running bot refuses it from the next request on.") { name };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            terminal, (tokens, stop) => RevokeAsync(tokens, parsed.GetValue(name)!.Trim(), terminal.Out, stop), cancellationToken));
        return command;
    }

    private static string NameIn(string typed)
    {
        var name = typed.Trim();
        return name.Length is > 0 and <= AccessToken.LongestName
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.')
            ? name
            : throw StopException.WrongInput(
                $"\"{typed}\" can't be a token's name; use at most {AccessToken.LongestName} letters, digits, spaces, dots and dashes, "
                    + "such as --name CI.");
    }

    private static IReadOnlyList<string> ScopesIn(string[] typed)
    {
        foreach (var scope in typed.Where(scope => !AccessToken.AllScopes.Contains(scope, StringComparer.Ordinal)))
            throw StopException.WrongInput(
                $"\"{scope}\" isn't a scope; use {string.Join(" or ", AccessToken.AllScopes)}.");
        return [.. typed.Distinct(StringComparer.Ordinal)];
    }

    private static async Task<int> RunAsync(
        Terminal terminal, Func<AccessTokens, CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        await using var services = await Starting.OpenForReadingAsync(BotSettings.Read(terminal.Folder, urls: null), cancellationToken);
        await act(services.GetRequiredService<AccessTokens>(), cancellationToken);
        return ExitCodes.Done;
    }

    // The token alone on standard output, so that a script can put it straight into a store of secrets.
    private static async Task CreateAsync(
        AccessTokens tokens, string name, IReadOnlyList<string> scopes, Terminal terminal, CancellationToken cancellationToken)
    {
        var text = await tokens.CreateAsync(name, scopes, cancellationToken)
            ?? throw StopException.NotDone($"There is already a token {name}. Choose another name, or revoke it: token revoke \"{name}\"");
        await terminal.Out.WriteLineAsync(text);
        await terminal.Error.WriteLineAsync(
            $"This is token {name} for {string.Join(' ', scopes)}. It's shown only now: keep it with your secrets, "
                + "and send it as \"Authorization: Bearer TOKEN\".");
    }

    private static async Task ListAsync(AccessTokens tokens, TextWriter output, CancellationToken cancellationToken)
    {
        var all = await tokens.ListAsync(cancellationToken);
        if (all.Count == 0)
            await output.WriteLineAsync(
                $"There are no tokens. Create one with: token create --name CI --scope {AccessToken.ChangesWrite}");
        foreach (var token in all)
            await output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{token.Name}  {string.Join(' ', token.Scopes)}  created {token.CreatedAt:yyyy-MM-dd}  "
                        + $"{(token.LastUsedOn is { } day ? $"last used {day}" : "never used")}"));
    }

    private static async Task RevokeAsync(AccessTokens tokens, string name, TextWriter output, CancellationToken cancellationToken)
    {
        if (!await tokens.RevokeAsync(name, cancellationToken))
            throw StopException.NotDone($"There is no token {name}. See: token list");
        await output.WriteLineAsync($"Revoked {name}.");
    }
}
