using System.Buffers;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The rules for channel names of <c>conversations.create</c> and <c>conversations.rename</c>.</summary>
internal static class ChannelNames
{
    /// <summary>Longest name, in characters (docs.slack.dev/reference/methods/conversations.create).</summary>
    public const int MaxLength = 80;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    public static void Check(string? name)
    {
        if (string.IsNullOrEmpty(name)) throw new SlackRefusal("invalid_name_required");
        if (name.Length > MaxLength) throw new SlackRefusal("invalid_name_maxlength");
        if (!name.Any(char.IsLetterOrDigit)) throw new SlackRefusal("invalid_name_punctuation");
        // Slack takes letters of any script that have no upper case or are lower case; it refuses the rest.
        foreach (var letter in name)
        {
            if (Allowed.Contains(letter)) continue;
            var foreign = letter > 127 && char.IsLetterOrDigit(letter) && !char.IsUpper(letter);
            if (!foreign) throw new SlackRefusal("invalid_name_specials");
        }
    }
}
