using IncidentBot.Commands;

namespace IncidentBot.Postmortem;

/// <summary>Assemble the postmortem draft.</summary>
internal sealed record PostmortemCommand : Command;

/// <summary>Upload the postmortem draft into the channel.</summary>
public sealed record ExportCommand : Command;

/// <summary>The commands about the postmortem.</summary>
internal static class PostmortemCommands
{
    private static readonly CommandForm Assemble = new(
        "postmortem", "postmortem", "Assemble the postmortem.", "postmortem", HelpGroup.Learn, 1);

    private static readonly CommandForm Export = new(
        "export", "export", "Export the postmortem into the channel, as a file.", "export", HelpGroup.Learn, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Assemble, new PostmortemCommand()), CommandVerb.Bare(Export, new ExportCommand())];
}
