using IncidentBot.Chat;

namespace IncidentBot.Commands;

/// <summary>What all typed commands have in common.</summary>
internal static class CommandGrammar
{
    /// <summary>What stands before every command.</summary>
    public const string Prefix = CommandSpan.Prefix;

    /// <summary>A command within a sentence, as it is typed.</summary>
    /// <param name="words">What stands behind the prefix.</param>
    public static CommandSpan Typed(string words) => new(words);

    /// <summary>A command that can only be typed as a mention of the bot.</summary>
    /// <param name="words">What stands behind the mention.</param>
    public static CommandSpan Mentioned(string words) => new(words, ByMention: true);
}
