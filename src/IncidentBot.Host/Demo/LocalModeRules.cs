using IncidentBot.Host.Configuration;

namespace IncidentBot.Host.Demo;

/// <summary>
/// Whether local mode may start. It has no sign-in, so it must never start by accident where people rely on the bot: on its own store, on
/// this machine, and with no key of a real Slack that is set, or lost.
/// </summary>
internal static class LocalModeRules
{
    private const string Connect = "Set the keys under Slack (see \"Connect Slack\" in the README)";

    /// <summary>Why it may not start, and what to do; null: it may.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="addresses">Everything that would be listened on.</param>
    /// <param name="store">Whose records the store holds.</param>
    public static string? Refusal(BotSettings settings, IEnumerable<string> addresses, StoreOwner store)
    {
        var (reason, advice) = Problem(settings, addresses, store);
        if (reason is null) return null;
        return settings.Run.Mode == RunMode.Local
            ? $"Local mode was asked for, but {reason}. {advice}."
            : $"Nothing is set under Slack, and the bot doesn't start in local mode, with a simulated Slack, because {reason}. {Connect}. "
                + $"For local mode: {advice[..1].ToLowerInvariant()}{advice[1..]}.";
    }

    private static (string? Reason, string Advice) Problem(BotSettings settings, IEnumerable<string> addresses, StoreOwner store)
    {
        if (settings.SlackKeys.Set is [var key, ..])
            return ($"{key} is set", "Remove the keys under Slack, or leave out --local");
        if (store.Others is [var other, ..])
            return ($"{store.Name} holds the records of the workspace {other}", "Start it in another folder, with a store of its own");
        if (addresses.FirstOrDefault(address => !Addresses.IsLoopback(address)) is { } open)
            return ($"it would listen on {open}, which others can reach", $"Listen on this machine only, such as on {Addresses.Default}");
        if (settings.SlackKeys.Blank is [var blank, ..] && settings.Run.Mode != RunMode.Local && !store.IsLocal)
            return ($"{blank} is there, but blank, as if its value had been lost", "Remove the blank keys, or start it with --local");
        return (null, string.Empty);
    }
}

/// <summary>Whose records a store holds.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="IsLocal">Whether it holds records of the local Slack.</param>
/// <param name="Others">The real workspaces in it.</param>
internal sealed record StoreOwner(string Name, bool IsLocal, IReadOnlyList<string> Others);
