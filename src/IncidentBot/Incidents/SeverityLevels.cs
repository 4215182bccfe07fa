using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;

namespace IncidentBot.Incidents;

/// <summary>The levels of severity in the words of the organisation, wherever somebody picks one.</summary>
internal static class SeverityLevels
{
    /// <summary>Helps who hesitates between two.</summary>
    public const string Advice = "If you're not sure, choose the worse one.";

    /// <summary>All levels, the worst first, each with its criterion.</summary>
    public static IReadOnlyList<Choice> Choices(IncidentOptions options) =>
        [
            .. Enumerable.Range(1, 4)
                .Select(severity => new Choice(Digit(severity), $"{IncidentWords.Severity(severity)}: {options.Criterion(severity)}")),
        ];

    /// <summary>Reads <c>2</c>, <c>sev 2</c>, <c>SEV2</c> or <c>p2</c>; null: none of them, or out of 1 to 4.</summary>
    internal static int? Read(string text)
    {
        var digits = DashedWord.Plain(text).Trim();
        foreach (var name in new[] { "severity", "sev", "p" })
        {
            if (digits.StartsWith(name, StringComparison.Ordinal))
            {
                digits = digits[name.Length..].Trim(' ', '-', '\u00a0');
                break;
            }
        }

        return digits is [>= '1' and <= '4'] ? digits[0] - '0' : null;
    }

    /// <summary>How a level is written in a form and typed in a command.</summary>
    public static string Digit(int severity) => severity.ToString(CultureInfo.InvariantCulture);

    /// <summary>Asks how bad it is, where no form can open.</summary>
    public static RichText Ask(Incident incident, IncidentOptions options) =>
        List($"{incident.Id} is {IncidentWords.Severity(incident.Severity)}.", options);

    /// <summary>Refuses what is not a level.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="options">What the levels mean.</param>
    public static RichText Refuse(string typed, IncidentOptions options) => List($"“{typed}” isn't a severity.", options);

    private static RichText List(string head, IncidentOptions options) =>
        RichText.Of(
            $"{head} The levels are:\n{string.Join('\n', Choices(options).Select(choice => choice.Label))}\n{Advice} "
                + $"Type its number, for example {CommandGrammar.Typed(IncidentCommands.Severity.Example)}.");
}
