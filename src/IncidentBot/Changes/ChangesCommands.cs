using IncidentBot.Changes.Suspicion;
using IncidentBot.Commands;
using IncidentBot.Language;
using IncidentBot.Timeline;

namespace IncidentBot.Changes;

/// <summary>Show the deploys.</summary>
internal sealed record DeploysCommand : Command;

/// <summary>Put a change on the list by hand.</summary>
/// <param name="Note">What changed and when, as it goes into the timeline.</param>
/// <param name="Kind">What kind of change it is; null: not said.</param>
/// <param name="Text">The words behind the kind.</param>
internal sealed record ChangeCommand(NoteCommand Note, ChangeKind? Kind, string Text) : Command;

/// <summary>The commands about what changed.</summary>
internal static class ChangesCommands
{
    private static readonly CommandForm Deploys = new(
        "deploys", "deploys", "See what was deployed before the incident.", "deploys", HelpGroup.Respond, 5);

    private static readonly CommandForm Change = new(
        "change", "change [KIND] TEXT [at WHEN]", "Add a change that no tool tells of.",
        "change config: lowered cache.maxmemory to 256mb at 15:58", HelpGroup.Respond, 5);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } =
        [CommandVerb.Bare(Deploys, new DeploysCommand()), new(Change, ParseChange)];

    private static Command ParseChange(CommandText text) => NoteWords.Parse(text.Rest) switch
    {
        NoteCommand note when BehindKind(note.Text) is { Text.Length: > 0 } read =>
            new ChangeCommand(note with { Kind = Words.Of(EntryKind.Action) }, read.Kind, read.Text),
        _ => Change.Refuse($"Write what changed. Its kind may come first: {string.Join(", ", Words.All<ChangeKind>())}."),
    };

    /// <summary>The kind that stands first, as in "config: lowered …" or "config lowered …", and the words behind it.</summary>
    internal static (ChangeKind? Kind, string Text) BehindKind(string text)
    {
        var end = Blanks.EndOfWord(text, 0);
        return Words.TryParse<ChangeKind>(text[..end].TrimEnd(':'), out var kind) ? (kind, text[end..].Trim()) : (null, text);
    }
}
