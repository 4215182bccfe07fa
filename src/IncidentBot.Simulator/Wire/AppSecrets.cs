using System.Security.Cryptography;

namespace IncidentBot.Simulator.Wire;

/// <summary>What the app and the local workspace know each other by.</summary>
/// <param name="BotToken">The bot token, <c>xoxb-...</c>.</param>
/// <param name="AppToken">The app-level token, <c>xapp-...</c>.</param>
/// <param name="SigningSecret">The secret that signs every delivery.</param>
public sealed record AppSecrets(string BotToken, string AppToken, string SigningSecret)
{
    /// <summary>The published ones, for people who set up an app of their own against the simulator.</summary>
    public static AppSecrets Documented { get; } = new(DefaultApp.BotToken, DefaultApp.AppToken, DefaultApp.SigningSecret);

    /// <summary>New ones that nobody else knows.</summary>
    public static AppSecrets New() => new("xoxb-local-" + Random(), "xapp-local-" + Random(), Random());

    private static string Random() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
