using System.Security.Cryptography;
using IncidentBot.Access;
using IncidentBot.Host.Configuration;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Host.Demo;

/// <summary>Lets the local Slack's deploy panel be heard: by GitHub's webhooks, and by the bot's own endpoint for changes.</summary>
internal static class LocalWiring
{
    /// <summary>The name of the panel's token; each start makes it anew.</summary>
    public const string TokenName = "Local deploy panel";

    /// <summary>A secret that nobody else knows.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>Wires a running bot to the local GitHub and the panel.</summary>
    /// <param name="bot">The bot; it listens.</param>
    /// <param name="simulator">How the local Slack and GitHub are set up; its address of the bot is known.</param>
    /// <param name="people">Sets the local GitHub up.</param>
    /// <param name="settings">What the bot runs with; without a secret of webhooks, the local GitHub sends none.</param>
    /// <param name="cancellationToken">Ends the wiring.</param>
    public static async Task ConnectAsync(
        WebApplication bot, SimulatorOptions simulator, SimulatorClient people, BotSettings settings, CancellationToken cancellationToken)
    {
        if (settings.GitHub.WebhookSecret is { Length: > 0 } secret)
            await people.AddHookAsync(simulator.AppUrl.TrimEnd('/') + "/github/webhooks", secret, cancellationToken);
        var tokens = bot.Services.GetRequiredService<AccessTokens>();
        await tokens.RevokeAsync(TokenName, cancellationToken);
        if (await tokens.CreateAsync(TokenName, [AccessToken.ChangesWrite], cancellationToken) is { } token)
            simulator.Posting = new ChangePosting(token, [.. settings.Catalogue.Services.Keys.Order(StringComparer.OrdinalIgnoreCase)]);
    }
}
