using IncidentBot.Language;

namespace IncidentBot.Commands;

/// <summary>One command as people are told of it.</summary>
/// <param name="Verb">Its first word.</param>
/// <param name="Usage">What is typed, without the prefix.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Example">One that works, without the prefix.</param>
/// <param name="Group">Under which heading of the help it stands.</param>
/// <param name="Place">Its place there; 1 is the first.</param>
public sealed record CommandForm(string Verb, string Usage, string Purpose, string Example, HelpGroup Group, int Place)
{
    /// <summary>What <c>KIND</c> can be; a kind may also stand in front of the words, with a colon. Empty: it takes none.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Says what is missing or wrong, and how it is typed.</summary>
    public NotUnderstood Refuse(string problem) =>
        new($"{problem} Type {CommandGrammar.Typed(Usage)}, for example {CommandGrammar.Typed(Example)}.");

    /// <summary>Says that a word is none of those that can stand there, and which one was probably meant.</summary>
    /// <param name="what">What the word should be, such as <c>status</c>.</param>
    /// <param name="typed">The word as typed; empty: it is missing.</param>
    /// <param name="known">The words that can stand there.</param>
    public NotUnderstood RefuseWord(string what, string typed, IReadOnlyList<string> known)
    {
        if (typed.Length == 0)
            return Refuse($"Say which {what}: {string.Join(", ", known)}.");

        var meant = Words.Nearest(typed, known) is { } near ? $" Did you mean “{near}”?" : string.Empty;
        return Refuse($"I don't know the {what} “{CommandText.Shorten(typed)}”.{meant}");
    }
}

/// <summary>The headings of the help: when a command is needed.</summary>
public enum HelpGroup
{
    /// <summary>To start, and to see what is open.</summary>
    Begin,

    /// <summary>To lead the response.</summary>
    Respond,

    /// <summary>To write down what happens.</summary>
    KeepTheRecord,

    /// <summary>After the incident.</summary>
    Learn,
}
