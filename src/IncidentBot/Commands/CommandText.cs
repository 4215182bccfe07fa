using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>The words behind a verb, as they were typed.</summary>
/// <param name="Verb">The verb as typed, in small letters.</param>
/// <param name="Rest">What stands behind it, without spaces around it.</param>
/// <param name="Typed">All of it, with the people mentioned.</param>
public sealed record CommandText(string Verb, string Rest, TypedText Typed)
{
    /// <summary>The first word of <see cref="Rest"/>; empty: there is none.</summary>
    public string FirstWord => Rest[..Blanks.EndOfWord(Rest, 0)];

    /// <summary>What stands behind the first word.</summary>
    public string AfterFirstWord => Rest[Blanks.EndOfWord(Rest, 0)..].Trim();

    /// <summary>What was typed after the prefix.</summary>
    public static CommandText Of(TypedText typed)
    {
        var text = typed.Plain[Blanks.SkipFrom(typed.Plain, 0)..].TrimEnd();
        var end = Blanks.EndOfWord(text, 0);
        return new CommandText(text[..end].ToLowerInvariant(), text[end..].Trim(), typed);
    }

    /// <summary>Typed words as they are quoted in a refusal.</summary>
    internal static string Shorten(string text) => OneLine.Of(text, 40);
}
