using System.Globalization;
using IncidentBot.Chat;
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

/// <summary>Edit a section of the draft.</summary>
/// <param name="Section">Its heading; empty: not said.</param>
internal sealed record EditDraftCommand(string Section) : Command;

/// <summary>Read a section of the draft.</summary>
/// <param name="Section">Its heading; empty: not said.</param>
internal sealed record ReadDraftCommand(string Section) : Command;

/// <summary>Show the versions of the draft.</summary>
internal sealed record DraftVersionsCommand : Command;

/// <summary>Show in what two versions of the draft differ.</summary>
/// <param name="From">The former; null: the one before the newest.</param>
/// <param name="To">The later; null: the newest.</param>
internal sealed record DraftDiffCommand(int? From, int? To) : Command;

/// <summary>Ask people to review the draft.</summary>
/// <param name="People">Who.</param>
internal sealed record ReviewDraftCommand(IReadOnlyList<PersonId> People) : Command;

/// <summary>Approve the draft.</summary>
internal sealed record ApproveDraftCommand : Command;

/// <summary>Publish the draft.</summary>
internal sealed record PublishDraftCommand : Command;

/// <summary>See which sentences of the draft blame people.</summary>
internal sealed record CheckDraftCommand : Command;

/// <summary>Take the draft that is shared with the message.</summary>
internal sealed record ImportSharedCommand : Command;

/// <summary>Take a draft that was edited as a file; given on the program's command line.</summary>
/// <param name="Text">The file.</param>
/// <param name="Version">The draft that it was made of; null: the file tells.</param>
public sealed record ImportDraftCommand(string Text, int? Version) : Command;

/// <summary>The commands about the postmortem.</summary>
internal static class PostmortemCommands
{
    private static readonly string[] Verb2 = ["edit", "read", "import", "versions", "diff", "check", "review", "approve", "publish"];

    private const string PullRequest = "pr";

    private static readonly CommandForm Assemble = new(
        "postmortem", "postmortem [edit SECTION|read SECTION|import|versions|diff 1 2|check|review @someone|approve|publish]",
        "Assemble the postmortem; edit, review and publish it.", "postmortem", HelpGroup.Learn, 1);

    private static readonly CommandForm Export = new(
        "export", "export [html|json|zip|confluence|pr]",
        "Export the postmortem: as a file into the channel, or in a pull request.", "export html", HelpGroup.Learn, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [new CommandVerb(Assemble, Parse), new(Export, ParseExport)];

    private static Command Parse(CommandText text) => text.FirstWord.ToLowerInvariant() switch
    {
        "" => new PostmortemCommand(),
        "edit" => new EditDraftCommand(text.AfterFirstWord),
        "read" => new ReadDraftCommand(text.AfterFirstWord),
        "diff" => ParseDiff(text),
        "review" => text.Typed.Mentions.Count > 0
            ? new ReviewDraftCommand([.. text.Typed.Mentions.Select(mention => mention.Person).Distinct()])
            : Assemble.Refuse("Say who reviews it: pick people from the list that opens when you type @."),
        "import" => Alone(text, new ImportSharedCommand()),
        "check" => Alone(text, new CheckDraftCommand()),
        "versions" => Alone(text, new DraftVersionsCommand()),
        "approve" => Alone(text, new ApproveDraftCommand()),
        "publish" => Alone(text, new PublishDraftCommand()),
        _ => Assemble.RefuseWord("word", text.FirstWord, Verb2),
    };

    private static Command Alone(CommandText text, Command command) =>
        text.AfterFirstWord.Length == 0 ? command : Assemble.Refuse($"“{text.FirstWord}” doesn't take any more words.");

    private static Command ParseDiff(CommandText text)
    {
        var numbers = text.AfterFirstWord.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToList();
        return numbers switch
        {
            [] => new DraftDiffCommand(null, null),
            [{ } from] => new DraftDiffCommand(from, null),
            [{ } from, { } to] => new DraftDiffCommand(from, to),
            _ => Assemble.Refuse("Say which two drafts by their numbers, such as 2 and 5."),
        };
    }

    private static int? Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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
