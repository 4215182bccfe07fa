namespace IncidentBot.Chat;

/// <summary>Finds the platform that a piece of work belongs to.</summary>
internal sealed class ChatPlatforms(IEnumerable<IChatPlatform> platforms)
{
    private readonly Dictionary<string, IChatPlatform> byName = platforms.ToDictionary(platform => platform.Name, StringComparer.Ordinal);

    /// <summary>The platform of this name.</summary>
    /// <exception cref="InvalidOperationException">No such platform is configured: the row waits until it is.</exception>
    public IChatPlatform Of(string name) =>
        byName.TryGetValue(name, out var platform)
            ? platform
            : throw new InvalidOperationException($"No chat platform named '{name}' is configured; configure it again, or drop its rows.");
}
