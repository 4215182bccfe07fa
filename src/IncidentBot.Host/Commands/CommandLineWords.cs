using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Commands;

/// <summary>Says to whoever works on the command line what is otherwise said in the chat: commands as they are typed here.</summary>
internal static class CommandLineWords
{
    private const string Example = "INC-7";

    /// <summary>A sentence in plain words.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="about">The incident that its commands are about; null: none is known.</param>
    public static string Of(RichText sentence, IncidentId? about) =>
        string.Concat(sentence.Spans.Select(span => span is CommandSpan command ? Typed(command, about) : span.ToPlainText()));

    private static string Typed(CommandSpan command, IncidentId? about)
    {
        var (verb, rest) = command.Words.Split(' ', 2) is [var first, var others] ? (first, " " + others) : (command.Words, string.Empty);
        var incident = about?.ToString() ?? Example;
        return verb switch
        {
            "start" => command.Words,
            "note" or "status" => $"{verb} {incident}{rest}",
            "cancel" => $"status {incident} cancelled{rest}",
            "export" => $"export {incident}",
            "postmortem" when rest is " versions" => $"postmortem versions {incident}",
            _ => $"{command.ToPlainText()} in the chat",
        };
    }
}
