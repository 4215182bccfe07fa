using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>
/// Reads what a person typed after <c>/incident</c>, by the verbs of all capabilities; words that are text stay as they were typed.
/// </summary>
/// <param name="verbs">The verbs that there are.</param>
public sealed class CommandParser(IReadOnlyList<CommandVerb> verbs)
{
    private readonly Dictionary<string, CommandVerb> byWord =
        verbs.SelectMany(verb => verb.Words.Select(word => (word, verb)))
            .ToDictionary(one => one.word, one => one.verb, StringComparer.Ordinal);

    /// <summary>Every command as people are told of it, in the order of the help.</summary>
    public IReadOnlyList<CommandForm> Forms { get; } =
        [.. verbs.Select(verb => verb.Form).OrderBy(form => form.Group).ThenBy(form => form.Place)];

    /// <summary>The command that was typed; words that make none come back as <see cref="NotUnderstood"/>.</summary>
    public Command Parse(TypedText typed)
    {
        var text = CommandText.Of(typed);
        if (text.Verb.Length == 0)
            return new HelpCommand();

        return byWord.TryGetValue(text.Verb, out var verb) ? verb.Parse(text) : Unknown(text.Verb);
    }

    private NotUnderstood Unknown(string verb)
    {
        var shown = CommandText.Shorten(verb);
        return Words.Nearest(verb, Forms.Select(form => form.Verb)) is { } meant
            ? byWord[meant].Form.Refuse($"I don't know “{shown}”. Did you mean “{meant}”?")
            : new NotUnderstood($"I don't know “{shown}”. Type {CommandGrammar.Typed("help")} to see all commands.");
    }
}
