using IncidentBot.Commands;

namespace IncidentBot.Incidents.Services;

/// <summary>Change which services an incident is about.</summary>
/// <param name="Adds">Whether they are added; else they are removed.</param>
/// <param name="Names">Their names, as typed.</param>
internal sealed record ServicesCommand(bool Adds, string Names) : Command;

/// <summary>Show the affected services privately, with their links, commands and owners.</summary>
internal sealed record ShowServicesCommand : Command;

/// <summary>The commands about the affected services.</summary>
internal static class ServiceCommands
{
    /// <summary>Adds, removes or shows services.</summary>
    public static readonly CommandForm Service = new(
        "service", "service [add|remove NAME …]", "See the affected services with their links, or change them.", "service add checkout",
        HelpGroup.Respond, 2);

    private static readonly string[] Changes = ["add", "remove"];

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Service, Parse, "services")];

    private static Command Parse(CommandText text)
    {
        var change = text.FirstWord.ToLowerInvariant();
        if (change.Length == 0)
            return new ShowServicesCommand();
        if (!Changes.Contains(change, StringComparer.Ordinal))
            return Service.RefuseWord("change", text.FirstWord, Changes);

        return text.AfterFirstWord.Length == 0
            ? Service.Refuse($"Say which service to {change}.")
            : new ServicesCommand(change == "add", text.AfterFirstWord);
    }
}
