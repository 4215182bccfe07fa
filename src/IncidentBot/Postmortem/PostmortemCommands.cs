using IncidentBot.Commands;
using IncidentBot.Postmortem.Exports;

namespace IncidentBot.Postmortem;

/// <summary>Assemble the postmortem draft.</summary>
internal sealed record PostmortemCommand : Command;

/// <summary>Upload the postmortem draft into the channel.</summary>
/// <param name="Form">In which form.</param>
internal sealed record ExportCommand(FileForm Form = FileForm.Markdown) : Command;

/// <summary>The commands about the postmortem.</summary>
internal static class PostmortemCommands
{
    private static readonly CommandForm Assemble = new(
        "postmortem", "postmortem", "Assemble the postmortem.", "postmortem", HelpGroup.Learn, 1);

    private static readonly CommandForm Export = new(
        "export", "export [html|json|zip|confluence]", "Export the postmortem into the channel, as a file.", "export html",
        HelpGroup.Learn, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Assemble, new PostmortemCommand()), new(Export, ParseExport)];

    private static Command ParseExport(CommandText text)
    {
        var word = text.FirstWord;
        if (word.Length == 0)
            return new ExportCommand();
        if (FileForms.Read(word) is not { } form)
            return Export.RefuseWord("format", word, FileForms.Words);

        return text.AfterFirstWord.Length == 0 ? new ExportCommand(form) : Export.Refuse($"“{word}” doesn't take any more words.");
    }
}
