using IncidentBot.Commands;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Nudges;

/// <summary>Show the nudges, or turn one off or on.</summary>
/// <param name="Nudge">Which one; null: show all.</param>
/// <param name="IsOn">Whether it is to come.</param>
/// <param name="IsForGood">Whether in all incidents.</param>
internal sealed record NudgesCommand(Nudge? Nudge, bool IsOn, bool IsForGood) : Command;

/// <summary>The command about nudges: how people are told of it, and how it is read.</summary>
internal static class NudgesCommands
{
    private const string On = "on", Off = "off", ForGood = "for good";

    private static readonly CommandForm Form = new(
        "nudges", "nudges [on|off observe|verify|evidence [for good]]",
        "See what the bot reminds people of, and turn it off here or for good.", "nudges off verify", HelpGroup.Respond, 9);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Form, Parse, "nudge")];

    private static Command Parse(CommandText text)
    {
        if (text.Rest.Length == 0)
            return new NudgesCommand(null, IsOn: true, IsForGood: false);

        var word = text.FirstWord.ToLowerInvariant();
        if (word is not (On or Off))
            return Form.RefuseWord("word", text.FirstWord, [On, Off]);

        var behind = text with { Rest = text.AfterFirstWord };
        if (!Words.TryParse<Nudge>(behind.FirstWord, out var nudge))
            return Form.RefuseWord("nudge", behind.FirstWord, Words.All<Nudge>());

        var rest = behind.AfterFirstWord;
        return rest.Length == 0 || rest.Equals(ForGood, StringComparison.OrdinalIgnoreCase)
            ? new NudgesCommand(nudge, word == On, rest.Length > 0)
            : Form.Refuse("Behind the nudge, only “for good” can stand.");
    }
}
