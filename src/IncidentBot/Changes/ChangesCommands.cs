using IncidentBot.Commands;

namespace IncidentBot.Changes;

/// <summary>Show the deploys.</summary>
internal sealed record DeploysCommand : Command;

/// <summary>The commands about what changed.</summary>
internal static class ChangesCommands
{
    private static readonly CommandForm Deploys = new(
        "deploys", "deploys", "See what was deployed before the incident.", "deploys", HelpGroup.Respond, 5);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [CommandVerb.Bare(Deploys, new DeploysCommand())];
}
