namespace IncidentBot.Commands;

/// <summary>A verb that can be typed, and how the words behind it are read.</summary>
/// <param name="Form">How people are told of it.</param>
/// <param name="Parse">Reads the words behind it; what makes no command comes back as <see cref="NotUnderstood"/>.</param>
/// <param name="Aliases">Other words for the same verb.</param>
public sealed record CommandVerb(CommandForm Form, Func<CommandText, Command> Parse, params IReadOnlyList<string> Aliases)
{
    /// <summary>The verb and its aliases.</summary>
    public IReadOnlyList<string> Words { get; } = [Form.Verb, .. Aliases];

    /// <summary>A verb behind which nothing else may stand.</summary>
    public static CommandVerb Bare(CommandForm form, Command command, params IReadOnlyList<string> aliases) =>
        new(form, text => text.Rest.Length == 0 ? command : TakesNoMore(form, text), aliases);

    /// <summary>Refuses words behind a verb that takes none.</summary>
    public static NotUnderstood TakesNoMore(CommandForm form, CommandText text) =>
        form.Refuse($"“{text.Verb}” doesn't take any more words.");
}
