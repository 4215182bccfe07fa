using IncidentBot.Commands;
using IncidentBot.Postmortem.Exports;

namespace IncidentBot.Postmortem;

/// <summary>Assemble the postmortem draft.</summary>
internal sealed record PostmortemCommand : Command;

/// <summary>Upload the postmortem draft into the channel.</summary>
/// <param name="Form">In which form.</param>
internal sealed record ExportCommand(FileForm Form = FileForm.Markdown) : Command;

/// <summary>Put the postmortem draft into a pull request.</summary>
internal sealed record ExportToRepositoryCommand : Command;

/// <summary>The commands about the postmortem.</summary>
internal static class PostmortemCommands
{
    private const string PullRequest = "pr";

    private static readonly CommandForm Assemble = new(
        "postmortem", "postmortem", "Assemble the postmortem.", "postmortem", HelpGroup.Learn, 1);

    private static readonly CommandForm Export = new(
        "export", "export [html|json|zip|confluence|pr]",
        "Export the postmortem: as a file into the channel, or in a pull request.", "export html", HelpGroup.Learn, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Assemble, new PostmortemCommand()), new(Export, ParseExport)];

    private static Command ParseExport(CommandText text)
    {
        var word = text.FirstWord;
        if (word.Length == 0)
            return new ExportCommand();
        if (text.AfterFirstWord.Length > 0)
            return Export.Refuse($"“{word}” doesn't take any more words.");
        if (string.Equals(word, PullRequest, StringComparison.OrdinalIgnoreCase))
            return new ExportToRepositoryCommand();

        return FileForms.Read(word) is { } form
            ? new ExportCommand(form)
            : Export.RefuseWord("format", word, [.. FileForms.Words, PullRequest]);
    }
}
