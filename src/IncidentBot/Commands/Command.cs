using IncidentBot.Chat;

namespace IncidentBot.Commands;

/// <summary>What a typed command asks for; each capability has its own.</summary>
public abstract record Command;

/// <summary>Say what can be typed.</summary>
internal sealed record HelpCommand : Command;

/// <summary>The words make no command.</summary>
/// <param name="Sentence">What is wrong and what the right form is.</param>
public sealed record NotUnderstood(RichText Sentence) : Command
{
    /// <summary>With the formatted pieces of an interpolated string.</summary>
    public NotUnderstood(RichTextHandler sentence)
        : this(RichText.Of(sentence))
    {
    }
}
