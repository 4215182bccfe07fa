using System.Collections.Frozen;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Tells commands that change or end something: people copy a pattern's commands in a hurry, so those only look.</summary>
internal static class HarmfulCommand
{
    private static readonly char[] Between = [' ', '\t', ';', '|', '&', '(', ')', '"', '\'', '`', '$'];

    private static readonly FrozenSet<string> Words =
        """
        rm rmdir unlink mv dd mkfs drop delete truncate update insert alter create grant revoke reindex kill killall pkill stop start
        restart reload reboot shutdown halt poweroff scale apply patch replace edit drain cordon uncordon taint evict annotate label
        undo pause resume flushall flushdb flush purge shred chmod chown tee sudo systemctl-restart pg_terminate_backend
        pg_cancel_backend pg_reload_conf failover promote terminate destroy uninstall install upgrade exec eval sh bash zsh analyze
        analyse vacuum
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The first word by which a command may change something; null: it only looks.</summary>
    public static string? WordIn(string command)
    {
        foreach (var piece in command.Split(Between, StringSplitOptions.RemoveEmptyEntries))
        {
            if (Words.Contains(piece))
                return piece;
        }

        return command.Replace("-o /dev/null", string.Empty, StringComparison.Ordinal).Contains('>', StringComparison.Ordinal) ? ">" : null;
    }
}
